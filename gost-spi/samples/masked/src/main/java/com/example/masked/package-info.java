/**
 * A layered transport: TCP on which no byte looks as it is.
 *
 * <p>A connection has two phases. First each side says hello, at once: {@code MSK1} and four random
 * bytes, its mask. Then all bytes are sent exclusive-or'ed with the sender's mask, over and over.
 * That hides them from a filter that looks for words, and from nobody who looks twice.
 */
package com.example.masked;
