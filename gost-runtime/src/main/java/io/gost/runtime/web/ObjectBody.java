package io.gost.runtime.web;

import io.gost.runtime.config.CacheConfig;
import io.gost.runtime.config.binding.MessageTypes;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the object that a client sends. Keys it does not know are the client's own affair. */
final class ObjectBody {
    private static final String ORIGIN = "body";

    private ObjectBody() {}

    /**
     * An object to create.
     *
     * @throws ApiRefusal when it is none, or has no name
     */
    static Record named(WebRequest request, Section section) {
        Record object =
                request.announcesBody()
                        ? read(request, section)
                        : read(Mapping.empty(Location.of(ORIGIN)), section);
        String name = Section.nameOf(object).strip();
        if (name.isEmpty()) {
            throw ApiRefusal.invalid(section.kind() + " name is required");
        }
        return checked(RecordSchema.with(object, "name", name));
    }

    /**
     * An object to put in the place of another.
     *
     * @param name its name, whatever it says itself
     * @throws ApiRefusal when it is none
     */
    static Record named(WebRequest request, Section section, String name) {
        return checked(RecordSchema.with(read(request, section), "name", name));
    }

    private static Record checked(Record object) {
        if (object instanceof CacheConfig cache
                && cache.memory() == null
                && cache.redis() == null) {
            throw ApiRefusal.invalid("cache has no backend configured");
        }
        return StoredDefaults.fill(object);
    }

    private static Record read(WebRequest request, Section section) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Node> node = JsonReader.readMessage(text(request), ORIGIN, diagnostics);
        refuseIfWrong(diagnostics);
        return switch (node.orElseThrow()) {
            case Mapping mapping -> read(mapping, section);
            case Node other ->
                    throw ApiRefusal.invalid(
                            other.location() + ": " + other.kind() + " where an object is wanted");
        };
    }

    private static Record read(Mapping mapping, Section section) {
        Diagnostics diagnostics = new Diagnostics();
        MessageTypes.check(section.type(), mapping, diagnostics);
        refuseIfWrong(diagnostics);
        Record object =
                new RecordReader(diagnostics, UnknownKeys.IGNORE).read(section.type(), mapping, "");
        refuseIfWrong(diagnostics);
        return object;
    }

    private static String text(WebRequest request) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(request.body()).toString();
        } catch (CharacterCodingException e) {
            throw ApiRefusal.invalid(ORIGIN + ": the text is not UTF-8");
        }
    }

    private static void refuseIfWrong(Diagnostics diagnostics) {
        if (diagnostics.hasErrors()) {
            throw ApiRefusal.invalid(
                    diagnostics.all().stream()
                            .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
                            .map(Diagnostic::text)
                            .collect(Collectors.joining("; ")));
        }
    }
}
