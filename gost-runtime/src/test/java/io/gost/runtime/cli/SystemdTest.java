package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.net.Sockets;
import io.gost.spi.testkit.Await;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What systemd hears. */
class SystemdTest {
    @TempDir Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private MultiThreadIoEventLoopGroup loops;
    private Channel listening;

    @BeforeEach
    void listen() {
        Assumptions.assumeTrue(Epoll.isAvailable());
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        listening =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(
                                new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext ctx, DomainDatagramPacket msg) {
                                        heard.add(msg.content().toString(StandardCharsets.UTF_8));
                                    }
                                })
                        .bind(new DomainSocketAddress(directory.resolve("notify").toString()))
                        .syncUninterruptibly()
                        .channel();
    }

    @AfterEach
    void close() {
        if (loops != null) {
            listening.close().syncUninterruptibly();
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private Surroundings surroundings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("NOTIFY_SOCKET", directory.resolve("notify").toString());
        return new Surroundings(variables, directory, InputStream.nullInputStream());
    }

    @Test
    void everyStateIsTold() {
        long before = System.nanoTime() / 1_000;
        try (Systemd systemd = Systemd.of(surroundings(Map.of()), NOPLogger.NOP_LOGGER)) {
            systemd.ready(1);
            systemd.reloading();
            systemd.reloaded("nothing\nnew");
            systemd.stopping(3);
        }
        Await.until("all heard", () -> heard.size() == 4);
        assertThat(heard.get(0)).isEqualTo("READY=1\nSTATUS=1 service");
        assertThat(heard.get(1)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+\nSTATUS=reloading");
        long told = Long.parseLong(heard.get(1).replaceAll("(?s).*USEC=(\\d+).*", "$1"));
        assertThat(told).isBetween(before, System.nanoTime() / 1_000);
        assertThat(heard.get(2)).isEqualTo("READY=1\nSTATUS=nothing new");
        assertThat(heard.get(3)).isEqualTo("STOPPING=1\nSTATUS=stopping, 3 connections");
    }

    @Test
    void theWatchdogIsFedFromAllLoopsIfItIsForThisProcess() {
        String pid = String.valueOf(ProcessHandle.current().pid());
        Surroundings watched = surroundings(Map.of("WATCHDOG_USEC", "20000", "WATCHDOG_PID", pid));
        Surroundings other = surroundings(Map.of("WATCHDOG_USEC", "20000", "WATCHDOG_PID", "1"));
        try (Sockets sockets = Sockets.open(2, NOPLogger.NOP_LOGGER);
                Systemd systemd = Systemd.of(watched, NOPLogger.NOP_LOGGER)) {
            systemd.keepAlive(other, sockets);
            systemd.keepAlive(surroundings(Map.of()), sockets);
            systemd.keepAlive(surroundings(Map.of("WATCHDOG_USEC", "soon")), sockets);
            assertThat(heard).isEmpty();
            systemd.keepAlive(watched, sockets);
            Await.until("three signs of life", () -> heard.size() >= 3);
            assertThat(heard).containsOnly("WATCHDOG=1");
        }
    }

    @Test
    void whoIsNotThereIsNoTrouble() {
        for (String address : List.of("", "/nonexistent/socket", "vsock:2:1234")) {
            Surroundings found =
                    new Surroundings(
                            Map.of("NOTIFY_SOCKET", address),
                            directory,
                            InputStream.nullInputStream());
            try (Systemd systemd = Systemd.of(found, NOPLogger.NOP_LOGGER)) {
                systemd.ready(1);
            }
        }
    }
}
