package io.gost.runtime.web;

/** Answers the requests of one endpoint. Called on virtual threads, many at a time; may block. */
@FunctionalInterface
interface WebApplication {
    /**
     * Answers one request.
     *
     * @param request everything the client sent
     * @return the answer
     */
    WebResponse answer(WebRequest request);
}
