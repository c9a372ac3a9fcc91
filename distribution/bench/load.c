// load: what the bench drives proxies with. Targets, clients and a stop-watch; loopback only, one thread, epoll.
//
//   load serve                               an echo server, an HTTP origin, a source of bytes; prints their three ports
//   load ports N                             prints N free ports
//   load exec CMD…                           becomes CMD in a session of its own that dies with the caller
//   load start PORT CMD…                     runs CMD until PORT accepts; prints the milliseconds that took; stops it
//   load tunnels|pingpong|gets|bulk|hold …   the loads; options below
//
//   -m connect|socks5|plain   how a tunnel is asked for; plain: not at all (a forwarded port, or no proxy)
//   -p PORT -t PORT           the proxy, and the target behind it
//   -c N                      connections at a time
//   -d SECONDS  -n COUNT      ends after this time, or after this many tunnels
//
// tunnels   open a tunnel, echo one byte through it, see the target end it, end it too
// pingpong  keep tunnels open and echo one byte after the other through each
// gets      keep connections to a forward proxy open and ask for one document after the other
// bulk      keep tunnels open and read what the source sends
// hold      open tunnels, echo one byte through each, say so and keep them until killed
//
// A load prints: count (bytes for bulk), seconds, errors, median and 99th percentile in microseconds.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LAST = '.', EVENTS = 256, BLOCK = 1 << 20, HEAD = 2048, OPENING_AT_A_TIME = 64 };

static int epoll;
static char block[BLOCK];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static struct sockaddr_in loopback(int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

static void watch(int operation, int fd, uint32_t events, void *owner) {
    struct epoll_event e = {.events = events, .data.ptr = owner};
    if (epoll_ctl(epoll, operation, fd, &e) < 0) die("epoll_ctl");
}

static void no_delay(int fd) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// ---------------------------------------------------------------------------------------------------- targets

enum role { ECHO, ORIGIN, SOURCE, ROLES };

struct peer {
    int fd;
    enum role role;
    bool listens;
};

static const char DOCUMENT[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 128\r\n\r\n"
                               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static int listen_on_free_port(int *port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in a = loopback(0);
    socklen_t size = sizeof a;
    if (fd < 0 || bind(fd, (void *)&a, size) || listen(fd, 4096) || getsockname(fd, (void *)&a, &size)) die("listen");
    *port = ntohs(a.sin_port);
    return fd;
}

static void accept_all(const struct peer *listener) {
    int fd;
    while ((fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct peer *p = malloc(sizeof *p);
        *p = (struct peer){.fd = fd, .role = listener->role};
        no_delay(fd);
        watch(EPOLL_CTL_ADD, fd, EPOLLIN, p);
    }
}

// Loads never have more on its way to a target than a socket buffer takes, so short writes are errors.
static bool answer(const struct peer *p, uint32_t events, int bytes_to_send) {
    if (events & EPOLLOUT) {
        off_t from = 0;
        ssize_t sent = sendfile(p->fd, bytes_to_send, &from, BLOCK);
        return sent > 0 || (sent < 0 && errno == EAGAIN);
    }
    ssize_t n = read(p->fd, block, BLOCK);
    if (n <= 0) return n < 0 && errno == EAGAIN;
    switch (p->role) {
        // Whoever ends first keeps the port in TIME-WAIT. Were that the side that connects, ports would run out.
        case ECHO: return write(p->fd, block, (size_t)n) == n && block[n - 1] != LAST;
        case ORIGIN: {
            // One request per read: the clients here do not pipeline and their heads are short.
            bool complete = n >= 4 && !memcmp(block + n - 4, "\r\n\r\n", 4);
            return complete && write(p->fd, DOCUMENT, sizeof DOCUMENT - 1) == (ssize_t)sizeof DOCUMENT - 1;
        }
        default: watch(EPOLL_CTL_MOD, p->fd, EPOLLIN | EPOLLOUT, (void *)p); return true; // the first byte starts it
    }
}

static _Noreturn void serve(void) {
    static struct peer listeners[ROLES];
    signal(SIGPIPE, SIG_IGN); // a client that left is no reason to leave
    int ports[ROLES], bytes_to_send = memfd_create("bytes", MFD_CLOEXEC);
    if (bytes_to_send < 0 || ftruncate(bytes_to_send, BLOCK)) die("memfd");
    for (int role = 0; role < ROLES; role++) {
        listeners[role] = (struct peer){listen_on_free_port(&ports[role]), role, true};
        watch(EPOLL_CTL_ADD, listeners[role].fd, EPOLLIN, &listeners[role]);
    }
    printf("%d %d %d\n", ports[ECHO], ports[ORIGIN], ports[SOURCE]);
    fflush(stdout);
    for (;;) {
        struct epoll_event events[EVENTS];
        int n = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            struct peer *p = events[i].data.ptr;
            if (p->listens) {
                accept_all(p);
            } else if (!answer(p, events[i].events, bytes_to_send)) {
                close(p->fd);
                free(p);
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------- clients

enum load { TUNNELS, PINGPONG, GETS, BULK, HOLD, LOADS };
static const char *const LOAD_NAMES[LOADS] = {"tunnels", "pingpong", "gets", "bulk", "hold"};

enum mode { CONNECT, SOCKS5, PLAIN, MODES };
static const char *const MODE_NAMES[MODES] = {"connect", "socks5", "plain"};

enum phase { CONNECTING, METHODS, REPLY, BUSY, ENDING, HELD };

struct client {
    int fd;
    enum phase phase;
    double since;
    size_t have; // of what is awaited, in head
    char head[HEAD];
};

static enum load load;
static enum mode mode;
static int proxy, target, connections = 32;
static double duration = 5;
static long limit = -1; // tunnels to open; none: as many as there is time for

static long started, done, errors, held;
static long histogram[1 << 17]; // by microsecond; what takes longer counts as the longest

static void open_client(struct client *c) {
    if (started == limit) return;
    started++;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket");
    no_delay(c->fd);
    c->phase = CONNECTING;
    c->have = 0;
    c->since = now();
    struct sockaddr_in a = loopback(mode == PLAIN && proxy == 0 ? target : proxy);
    if (connect(c->fd, (void *)&a, sizeof a) < 0 && errno != EINPROGRESS) die("connect");
    watch(EPOLL_CTL_ADD, c->fd, EPOLLOUT, c);
}

static void reopen(struct client *c, bool failed) {
    if (failed) errors++;
    close(c->fd);
    if (load == HOLD && failed) {
        held++; // given up: counted, so that the others are not waited for in vain
    } else {
        open_client(c);
    }
}

static void send_all(struct client *c, const void *bytes, size_t size) {
    // On a socket with nothing on its way these few bytes always fit; a reset shows at the next read.
    if (send(c->fd, bytes, size, MSG_NOSIGNAL) < 0 && errno != ECONNRESET && errno != EPIPE) die("send");
}

static void expect(struct client *c, enum phase phase) {
    c->phase = phase;
    c->have = 0;
}

static void ask(struct client *c) {
    if (load == GETS) {
        char head[256];
        int size = snprintf(head, sizeof head, "GET http://127.0.0.1:%d/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", target,
                            target);
        send_all(c, head, (size_t)size);
    } else {
        const char byte = load == TUNNELS ? LAST : 'x';
        send_all(c, &byte, 1);
    }
    if (load != TUNNELS) c->since = now(); // a tunnel's time runs from its start
    expect(c, BUSY);
}

static void greet(struct client *c) {
    char head[256];
    watch(EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
    if (load == GETS || mode == PLAIN) {
        ask(c);
    } else if (mode == SOCKS5) {
        send_all(c, "\5\1\0", 3);
        expect(c, METHODS);
    } else {
        int size = snprintf(head, sizeof head, "CONNECT 127.0.0.1:%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", target,
                            target);
        send_all(c, head, (size_t)size);
        expect(c, REPLY);
    }
}

static void finished(struct client *c) {
    size_t micros = (size_t)((now() - c->since) * 1e6);
    size_t last = sizeof histogram / sizeof *histogram - 1;
    histogram[micros < last ? micros : last]++;
    done++;
}

enum verdict { MORE, YES, NO };

static enum verdict tunnel_granted(const struct client *c) {
    const unsigned char *b = (const unsigned char *)c->head;
    if (mode == SOCKS5) {
        if (c->have < 5) return MORE;
        size_t size = b[3] == 1 ? 10 : b[3] == 4 ? 22 : 7U + b[4];
        return c->have < size ? MORE : c->have == size && b[1] == 0 ? YES : NO;
    }
    if (c->have < 4 || memcmp(b + c->have - 4, "\r\n\r\n", 4)) return MORE;
    return !memcmp(b + 8, " 200 ", 5) ? YES : NO;
}

static enum verdict document_received(const struct client *c) {
    const char *end = memmem(c->head, c->have, "\r\n\r\n", 4);
    if (!end) return MORE;
    if (memcmp(c->head + 8, " 200 ", 5) || !strcasestr(c->head, "\r\nContent-Length: 128\r\n")) return NO;
    size_t size = (size_t)(end - c->head) + 4 + 128;
    return c->have < size ? MORE : c->have == size ? YES : NO;
}

static void received(struct client *c) {
    enum verdict verdict = YES;
    switch (c->phase) {
        case METHODS:
            if (c->have < 2) return;
            if (c->have > 2 || c->head[1] != 0) break;
            unsigned char request[10] = {5, 1, 0, 1, 127, 0, 0, 1, (unsigned char)(target >> 8), (unsigned char)target};
            send_all(c, request, sizeof request);
            expect(c, REPLY);
            return;
        case REPLY:
            verdict = tunnel_granted(c);
            if (verdict == MORE) return;
            if (verdict == NO) break;
            ask(c);
            return;
        case BUSY:
            if (load == GETS) verdict = document_received(c);
            if (verdict == MORE) return;
            if (verdict == NO) break;
            if (load == TUNNELS) {
                expect(c, ENDING);
            } else if (load == HOLD) {
                held++;
                expect(c, HELD);
            } else {
                finished(c);
                ask(c);
            }
            return;
        default: break; // nothing more was to come
    }
    reopen(c, true);
}

static void ready(struct client *c, uint32_t events) {
    if (c->phase == CONNECTING) {
        if (events & (EPOLLERR | EPOLLHUP)) {
            reopen(c, true);
        } else {
            greet(c);
        }
        return;
    }
    ssize_t n;
    if (load == BULK && c->phase == BUSY) {
        n = recv(c->fd, block, BLOCK, MSG_TRUNC); // counted without being copied
        if (n > 0) done += n;
    } else {
        n = recv(c->fd, c->head + c->have, HEAD - 1 - c->have, 0);
        if (n > 0) {
            c->have += (size_t)n;
            c->head[c->have] = 0;
            received(c);
        }
    }
    if (n > 0 || (n < 0 && errno == EAGAIN)) return;
    if (n == 0 && c->phase == ENDING) {
        finished(c);
        reopen(c, false);
    } else {
        // Some forward proxies close after each document: that costs them a connection, it is no error.
        reopen(c, load != GETS || c->have > 0);
    }
}

static long percentile(double part) {
    long wanted = (long)(part * (double)done), seen = 0;
    for (size_t i = 0; i < sizeof histogram / sizeof *histogram; i++) {
        seen += histogram[i];
        if (seen > wanted) return (long)i;
    }
    return 0;
}

static int drive(void) {
    struct client *clients = calloc((size_t)connections, sizeof *clients);
    double start = now(), end = start + duration;
    if (load == HOLD) limit = connections;
    while (now() < end && done + (load == TUNNELS ? errors : 0) != limit) {
        // All at once, but for many: those come in groups, as they would.
        while (started < connections && started - held < (load == HOLD ? OPENING_AT_A_TIME : connections)) {
            if (started == limit) break;
            open_client(&clients[started]);
        }
        struct epoll_event events[EVENTS];
        int n = epoll_wait(epoll, events, EVENTS, 20);
        for (int i = 0; i < n; i++) ready(events[i].data.ptr, events[i].events);
        if (load == HOLD && held == connections) {
            printf("%ld %.3f %ld 0 0\n", held - errors, now() - start, errors);
            fflush(stdout);
            for (;;) pause();
        }
    }
    printf("%ld %.3f %ld %ld %ld\n", done, now() - start, errors, percentile(.5), percentile(.99));
    return 0;
}

// ------------------------------------------------------------------------------------------------- programs

static _Noreturn void become(char **command) {
    setsid();
    execvp(*command, command);
    perror(*command);
    exit(127);
}

static int start(int port, char **command) {
    double began = now();
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        become(command);
    }
    struct sockaddr_in a = loopback(port);
    bool accepted = false;
    while (!accepted && now() - began < 30 && waitpid(pid, NULL, WNOHANG) == 0) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        accepted = connect(fd, (void *)&a, sizeof a) == 0;
        double after = now();
        close(fd);
        if (accepted) {
            printf("%.1f\n", (after - began) * 1e3);
        } else {
            usleep(500);
        }
    }
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return accepted ? 0 : 1;
}

static int ports(int count) {
    for (int port; count > 0; count--) {
        listen_on_free_port(&port); // kept until the end, so that they differ
        printf("%d ", port);
    }
    printf("\n");
    return 0;
}

static int index_of(const char *name, const char *const *names, int count) {
    for (int i = 0; i < count; i++)
        if (!strcmp(name, names[i])) return i;
    fprintf(stderr, "load: %s? see the top of load.c\n", name);
    exit(2);
}

int main(int argc, char **argv) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    prctl(PR_SET_PDEATHSIG, SIGKILL); // nothing outlives the bench, however that ends
    epoll = epoll_create1(EPOLL_CLOEXEC);

    const char *what = argc > 1 ? argv[1] : "";
    if (!strcmp(what, "serve")) serve();
    if (!strcmp(what, "ports") && argc == 3) return ports(atoi(argv[2]));
    if (!strcmp(what, "exec") && argc > 2) become(argv + 2);
    if (!strcmp(what, "start") && argc > 3) return start(atoi(argv[2]), argv + 3);

    load = (enum load)index_of(what, LOAD_NAMES, LOADS);
    optind = 2;
    for (int option; (option = getopt(argc, argv, "m:p:t:c:d:n:")) > 0;) switch (option) {
            case 'm': mode = (enum mode)index_of(optarg, MODE_NAMES, MODES); break;
            case 'p': proxy = atoi(optarg); break;
            case 't': target = atoi(optarg); break;
            case 'c': connections = atoi(optarg); break;
            case 'd': duration = atof(optarg); break;
            case 'n': limit = atol(optarg); break;
            default: return 2;
        }
    return drive();
}
