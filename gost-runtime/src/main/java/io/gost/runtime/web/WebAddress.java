package io.gost.runtime.web;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.util.NetUtil;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Where an endpoint listens. */
sealed interface WebAddress {
    /** A TCP address. */
    record Tcp(Target target) implements WebAddress {
        @Override
        public boolean isPrivate() {
            String host = target.host();
            byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
            if (address == null) {
                return host.toLowerCase(Locale.ROOT).equals("localhost");
            }
            return switch (address.length) {
                case 4 -> address[0] == 127;
                default -> NetUtil.bytesToIpAddress(address).equals("0:0:0:0:0:0:0:1");
            };
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /** A socket file. */
    record Unix(Path file) implements WebAddress {
        @Override
        public boolean isPrivate() {
            return true;
        }

        @Override
        public String toString() {
            return "unix://" + file;
        }
    }

    /** Whether only this host can connect. */
    boolean isPrivate();

    /**
     * Reads an address.
     *
     * @param text {@code host:port}, {@code :port}, {@code unix://PATH}, or empty for any port of
     *     this host
     * @return the address
     * @throws GostException of category {@code CONFIG} when it is none
     */
    static WebAddress of(String text) {
        if (text.startsWith("unix://")) {
            try {
                return new Unix(Path.of(text.substring("unix://".length())));
            } catch (InvalidPathException e) {
                throw new GostException(
                        Category.CONFIG, "\"" + text + "\" names no file: " + e.getReason(), e);
            }
        }
        return new Tcp(Target.parse(Network.TCP, text.isEmpty() ? "127.0.0.1:0" : text));
    }
}
