package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;

/**
 * A piece of a compressed message on its way between {@link FrameCodec} and {@link
 * PerMessageDeflate}.
 *
 * @param bytes deflate data, owned by who has the piece
 * @param end whether the message ends with it
 */
record CompressedPiece(ByteBuf bytes, boolean end) {}
