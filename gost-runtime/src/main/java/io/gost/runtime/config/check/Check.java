package io.gost.runtime.config.check;

/** One rule about configuration objects. */
@FunctionalInterface
interface Check {
    /**
     * Looks at one object.
     *
     * @param object any object of the configuration
     * @param path where it stands
     * @param findings takes what is wrong
     */
    void visit(Record object, String path, Findings findings);
}
