package io.gost.runtime.service;

import io.gost.runtime.component.AnyOf;
import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.ExemptClients;
import io.gost.runtime.component.FileLoader;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.component.SingleUser;
import io.gost.runtime.component.UserTable;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.AutherConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.spi.Credentials;
import io.gost.spi.Options;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds what tells who may log in. */
final class AutherAssembler {
    private static final String KIND = "auther";

    /** Protocols with nothing but a user name, or with other proofs than a password. */
    private static final Set<String> PASSWORDLESS =
            Set.of("socks4", "socks4a", "ss", "ssu", "sshd");

    private final AvailableKeys available;
    private final ProblemSink problems;
    private final Schedule schedule;
    private final FieldLogger logger;
    private final Parts parts;

    AutherAssembler(
            AvailableKeys available,
            ProblemSink problems,
            Schedule schedule,
            FieldLogger logger,
            Parts parts) {
        this.available = available;
        this.problems = problems;
        this.schedule = schedule;
        this.logger = logger;
        this.parts = parts;
    }

    /** Builds all of them, before anybody asks for one, and gives them by name. */
    Map<String, Authenticator> assemble(Config config) {
        Map<String, Authenticator> byName = new LinkedHashMap<>();
        for (int i = 0; i < config.authers().size(); i++) {
            AutherConfig auther = config.authers().get(i);
            String path = "authers[" + i + "]";
            byName.put(
                    auther.name(),
                    parts.keep(KIND, auther.name(), auther, () -> table(auther, path)));
        }
        return byName;
    }

    /**
     * Who may use a handler.
     *
     * @param handler the handler
     * @param type its type
     * @param path where it stands
     * @param options its metadata
     * @return {@code null} when everybody may
     */
    @Nullable Authenticator of(
            HandlerConfig handler, String type, String path, OptionGroup options) {
        Authenticator users =
                handler.auther().isEmpty() && handler.authers().isEmpty()
                        ? account(handler.auth(), type, path)
                        : group(handler, path);
        return users == null ? null : exempting(users, handler.metadata(), path, options);
    }

    private Authenticator group(HandlerConfig handler, String path) {
        if (handler.auth() != null) {
            problems.warning(path + ".auth", "is not used, because an auther is named");
        }
        List<Authenticator> members = new ArrayList<>();
        if (!handler.auther().isEmpty()) {
            add(handler.auther(), path + ".auther", members);
        }
        for (int i = 0; i < handler.authers().size(); i++) {
            add(handler.authers().get(i), path + ".authers[" + i + "]", members);
        }
        return new AnyOf(members);
    }

    private void add(String name, String path, List<Authenticator> members) {
        parts.find(KIND, name, UserTable.class)
                .ifPresentOrElse(
                        members::add,
                        () -> problems.error(path, "auther \"" + name + "\" does not exist"));
    }

    private @Nullable Authenticator account(@Nullable AuthConfig auth, String type, String path) {
        if (auth == null) {
            return null;
        }
        if (auth.username().isEmpty()) {
            problems.error(
                    path + ".auth.username",
                    "is empty, which would let everybody in; give a user name");
        }
        if (auth.password().reveal().isEmpty() && !PASSWORDLESS.contains(type)) {
            problems.error(
                    path + ".auth.password",
                    "is empty, which would let in whoever knows the user name; give a password");
        }
        return new SingleUser(new Credentials(auth.username(), auth.password()));
    }

    private Authenticator exempting(
            Authenticator users, Map<String, ?> metadata, String path, OptionGroup options) {
        List<String> exempt =
                options.read(AutherAssembler::exemptClients, path + ".metadata", metadata);
        try {
            return exempt.isEmpty() ? users : new ExemptClients(exempt, users);
        } catch (IllegalArgumentException e) {
            problems.error(
                    path + ".metadata.skipauth",
                    "\"" + e.getMessage() + "\" is neither an IP address nor a CIDR");
            return users;
        }
    }

    static List<String> exemptClients(Options options) {
        return options
                .strings("skipauth")
                .help("addresses and CIDRs of clients that need not authenticate")
                .orElse(List.of())
                .stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private UserTable table(AutherConfig config, String path) {
        available.check(path, config);
        UserTable table = new UserTable(config.auths());
        if (config.file() == null) {
            if (table.isEmpty()) {
                problems.warning(path, "has no users, so nobody is let in");
            }
            return table;
        }
        FileLoader loader =
                new FileLoader(
                        config.file().path(),
                        config.reload(),
                        table::load,
                        schedule,
                        logger.with("kind", KIND).with(KIND, config.name()));
        try {
            loader.read();
        } catch (IOException e) {
            // Going on would let in those whom the file gives another password.
            problems.error(
                    path + ".file.path",
                    "\"" + config.file().path() + "\": " + FileLoader.reason(e));
        }
        parts.add(loader);
        return table;
    }
}
