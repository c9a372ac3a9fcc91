/**
 * What the program serves about itself over HTTP: the Web API, metrics and profiling.
 *
 * <p>A {@code WebServer} is a small HTTP/1.1 server whose requests are answered by a {@code
 * WebApplication} on a virtual thread, so that answering may block; everything a client can make it
 * keep is bounded. Nothing of this package is loaded while none of the endpoints is configured.
 */
package io.gost.runtime.web;
