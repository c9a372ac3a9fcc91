/**
 * An HTTP/1.1 proxy, and the client of one.
 *
 * <p><b>A connection of the handler.</b>
 *
 * <ol>
 *   <li>{@link io.gost.plugin.http.HttpHandler} puts a {@link io.gost.plugin.http.ClientConnection}
 *       at the end of the client's pipeline. It reads a header section with {@link
 *       io.gost.plugin.http.HeadReader}; {@link io.gost.plugin.http.RequestHead} says what it asks
 *       for, or that it can be understood in more ways than one.
 *   <li>The handler authenticates the request, every one of them, and decides. Clients without
 *       credentials get the 407 or the decoy of {@link io.gost.plugin.http.ProbeResistance}.
 *   <li>CONNECT: when the upstream is there, the reply is written, the {@code ClientConnection}
 *       leaves the pipeline and the runtime relays.
 *   <li>Anything else becomes an {@link io.gost.plugin.http.Exchange}: the request is written anew
 *       by {@link io.gost.plugin.http.RequestWriter} to an {@link
 *       io.gost.plugin.http.UpstreamConnection}, the response by {@link
 *       io.gost.plugin.http.ResponseWriter} to the client. {@link io.gost.plugin.http.BodyReader}
 *       and {@link io.gost.plugin.http.BodyWriter} pass the bodies on as they come. Then {@link
 *       io.gost.plugin.http.KeptUpstreams} keeps the upstream, and the next request is read.
 * </ol>
 *
 * <p>There is no HTTP codec in either pipeline. A proxy needs a header section as spans over its
 * bytes, not as objects, and must stop decoding exactly behind it; and one parser that decides what
 * a request means is what makes smuggling tests meaningful.
 */
package io.gost.plugin.http;
