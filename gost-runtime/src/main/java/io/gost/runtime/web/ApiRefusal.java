package io.gost.runtime.web;

/** A request that the API does not do, and how it says so. */
final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    private final int status;
    private final int code;

    private ApiRefusal(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** What was sent makes no sense. */
    static ApiRefusal invalid(String message) {
        return new ApiRefusal(BAD_REQUEST, 40001, message);
    }

    /** There is an object of that name already. */
    static ApiRefusal duplicate(Section section, String name) {
        return new ApiRefusal(BAD_REQUEST, 40002, section.kind() + " " + name + " already exists");
    }

    /** The object cannot be built. */
    static ApiRefusal failed(Section section, String name, String why) {
        return new ApiRefusal(
                FAILED, 40003, "create " + section.kind() + " " + name + " failed: " + why);
    }

    /** There is no object of that name. */
    static ApiRefusal missing(Section section, String name) {
        return new ApiRefusal(BAD_REQUEST, 40004, section.kind() + " " + name + " not found");
    }

    /** The configuration cannot be saved. */
    static ApiRefusal notSaved(String why) {
        return new ApiRefusal(FAILED, 40005, why);
    }

    /** Nobody who may do this. */
    static ApiRefusal unauthorized() {
        return new ApiRefusal(WebResponse.UNAUTHORIZED, WebResponse.UNAUTHORIZED, "Unauthorized");
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
