package io.gost.plugin.http;

/**
 * Writes an origin's response as GOST sends it to the client: {@code Connection: close} and the
 * framing first, then the fields by name.
 */
final class ResponseWriter {
    private static final byte[] HTTP_1_0 = HeadBuilder.ascii("HTTP/1.0");
    private static final byte[] CLOSE = HeadBuilder.ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = HeadBuilder.ascii("Connection: keep-alive\r\n");
    private static final byte[] CHUNKED = HeadBuilder.ascii("Transfer-Encoding: chunked\r\n");
    private static final int VERSION_LENGTH = 8;
    private static final int ADDED = 64;

    private ResponseWriter() {}

    /** An interim response, or the switch to another protocol: no body, nothing about the end. */
    static HeadBuilder interim(ResponseHead response) {
        Head head = response.head();
        HeadBuilder out = new HeadBuilder(head.length() + ADDED);
        out.add(head.bytes(), 0, head.startLineEnd()).add(HeadBuilder.CRLF);
        for (int field : head.inOrder()) {
            switch (head.name(field)) {
                case CONTENT_LENGTH, TRANSFER_ENCODING, TRAILER -> {}
                default -> head.copyField(field, out);
            }
        }
        return out.end();
    }

    /** What the response says about the client's connection. */
    enum Persistence {
        /** It closes behind this response. */
        CLOSE,
        /** It stays open, which has to be said to HTTP/1.0. */
        KEEP_ALIVE,
        /** It stays open, and what the origin says about its own may pass. */
        AS_RECEIVED
    }

    /**
     * How a final response goes to the client.
     *
     * @param toHttp10 whether the client speaks HTTP/1.0
     * @param persistence what is said about the connection
     * @param chunked whether the body, if there is one, is sent in chunks
     * @param decoded whether the body is sent without the content coding it came with
     */
    record Delivery(boolean toHttp10, Persistence persistence, boolean chunked, boolean decoded) {}

    /** A final response. */
    static HeadBuilder last(ResponseHead response, Delivery delivery) {
        Head head = response.head();
        HeadBuilder out = new HeadBuilder(head.length() + ADDED);
        statusLine(head, delivery, out);
        if (delivery.persistence() == Persistence.CLOSE) {
            out.add(CLOSE);
        }
        if (response.allowsBody()) {
            framing(head, delivery, out);
        }
        if (delivery.persistence() == Persistence.KEEP_ALIVE) {
            out.add(KEEP_ALIVE);
        }
        for (int field : head.inOrder()) {
            if (isPassedOn(head.name(field), delivery)) {
                head.copyField(field, out);
            }
        }
        return out.end();
    }

    private static void statusLine(Head head, Delivery delivery, HeadBuilder out) {
        if (delivery.toHttp10()) {
            out.add(HTTP_1_0).add(head.bytes(), VERSION_LENGTH, head.startLineEnd());
        } else {
            out.add(head.bytes(), 0, head.startLineEnd());
        }
        out.add(HeadBuilder.CRLF);
    }

    private static void framing(Head head, Delivery delivery, HeadBuilder out) {
        int length = head.find(KnownField.CONTENT_LENGTH);
        if (delivery.chunked()) {
            out.add(CHUNKED);
            int trailer = head.find(KnownField.TRAILER);
            while (trailer >= 0) {
                head.copyField(trailer, out);
                trailer = head.find(KnownField.TRAILER, trailer + 1);
            }
        } else if (length >= 0
                && !delivery.decoded()
                && head.find(KnownField.TRANSFER_ENCODING) < 0) {
            head.copyField(length, out);
        }
    }

    private static boolean isPassedOn(KnownField name, Delivery delivery) {
        return switch (name) {
            case CONTENT_LENGTH, TRANSFER_ENCODING, TRAILER -> false;
            case CONNECTION -> delivery.persistence() == Persistence.AS_RECEIVED;
            case CONTENT_ENCODING -> !delivery.decoded();
            default -> true;
        };
    }
}
