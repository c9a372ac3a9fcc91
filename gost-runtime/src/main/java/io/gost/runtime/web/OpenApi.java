package io.gost.runtime.web;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.config.document.YamlWriter;

import java.util.List;

/** The API as an OpenAPI 3 document, made of the configuration records. */
final class OpenApi {
    private static final Location HERE = Location.of("");
    private static final String NAME = "name";
    private static final String OBJECT = "object";

    private final OpenApiSchemas schemas = new OpenApiSchemas();

    private OpenApi() {}

    /** The document, in YAML. */
    static String document() {
        return YamlWriter.write(new OpenApi().root());
    }

    private Mapping root() {
        Mapping paths = paths();
        Mapping components =
                map().object("schemas", schemas.build())
                        .object(
                                "securitySchemes",
                                map().object(
                                                "basicAuth",
                                                map().text("type", "http")
                                                        .text("scheme", "basic")
                                                        .build())
                                        .build())
                        .build();
        return map().text("openapi", "3.0.3")
                .object(
                        "info",
                        map().text("title", "GOST Web API").text("version", "1.0.0").build())
                .list("security", List.of(Mapping.empty(HERE).with("basicAuth", none())))
                .object("paths", paths)
                .object("components", components)
                .build();
    }

    private Mapping paths() {
        Mapping paths =
                Mapping.empty(HERE)
                        .with("/config", whole())
                        .with(
                                "/config/reload",
                                map().object(
                                                "post",
                                                operation("reloadConfigRequest", "Reload")
                                                        .object("responses", done())
                                                        .build())
                                        .build());
        for (Section section : Section.ALL) {
            String path = "/config/" + section.name();
            paths = paths.with(path, list(section)).with(path + "/{name}", object(section));
        }
        return paths.with("/config/quotas/{name}/reset", reset());
    }

    private Mapping whole() {
        schemas.add(Config.class);
        Mapping format = parameter("format", "query", false);
        return map().object(
                        "get",
                        operation("getConfigRequest", "Config")
                                .list("parameters", List.of(format))
                                .object("responses", answer(OpenApiSchemas.reference(Config.class)))
                                .build())
                .object(
                        "post",
                        operation("saveConfigRequest", "Config")
                                .list(
                                        "parameters",
                                        List.of(format, parameter("path", "query", false)))
                                .object("responses", done())
                                .build())
                .build();
    }

    private Mapping list(Section section) {
        schemas.add(section.type());
        Mapping objects =
                map().text("type", "array")
                        .truth("nullable", true)
                        .object("items", OpenApiSchemas.reference(section.type()))
                        .build();
        Mapping list =
                schema(map().object("count", type("integer")).object("list", objects).build());
        return map().object(
                        "get",
                        operation("get" + section.operation() + "ListRequest", tag(section))
                                .object("responses", answer(data(list)))
                                .build())
                .object(
                        "post",
                        operation("create" + section.operation() + "Request", tag(section))
                                .object("requestBody", body(section))
                                .object("responses", done())
                                .build())
                .build();
    }

    private static Mapping object(Section section) {
        String operation = section.operation();
        return map().list("parameters", List.of(parameter(NAME, "path", true)))
                .object(
                        "get",
                        operation("get" + operation + "Request", tag(section))
                                .object(
                                        "responses",
                                        answer(data(OpenApiSchemas.reference(section.type()))))
                                .build())
                .object(
                        "put",
                        operation("update" + operation + "Request", tag(section))
                                .object("requestBody", body(section))
                                .object("responses", done())
                                .build())
                .object(
                        "delete",
                        operation("delete" + operation + "Request", tag(section))
                                .object("responses", done())
                                .build())
                .build();
    }

    private static Mapping reset() {
        Mapping used = schema(map().object("used", type("integer")).build());
        return map().list("parameters", List.of(parameter(NAME, "path", true)))
                .object(
                        "post",
                        operation("resetQuotaRequest", "Quota")
                                .object("requestBody", map().object("content", json(used)).build())
                                .object("responses", done())
                                .build())
                .build();
    }

    private static String tag(Section section) {
        return section.operation().replaceFirst("(Conn|Rate)Limiter", "Limiter");
    }

    private static MappingBuilder operation(String id, String tag) {
        return map().text("operationId", id).texts("tags", List.of(tag));
    }

    private static Mapping parameter(String name, String in, boolean required) {
        return Mapping.empty(HERE)
                .with(NAME, Scalar.text(HERE, name))
                .with("in", Scalar.text(HERE, in))
                .with("required", Scalar.truth(HERE, required))
                .with("schema", type("string"));
    }

    private static Mapping body(Section section) {
        return map().truth("required", true)
                .object("content", json(OpenApiSchemas.reference(section.type())))
                .build();
    }

    private static Mapping done() {
        return answer(
                schema(
                        map().object("code", type("integer"))
                                .object("msg", type("string"))
                                .build()));
    }

    private static Mapping answer(Mapping schema) {
        Mapping ok = map().text("description", "OK").object("content", json(schema)).build();
        Mapping refused = map().text("description", "refused; code and msg say why").build();
        return Mapping.empty(HERE).with("200", ok).with("default", refused);
    }

    private static Mapping data(Mapping schema) {
        return schema(map().object("data", schema).build());
    }

    private static Mapping schema(Mapping properties) {
        return map().text("type", OBJECT).object("properties", properties).build();
    }

    private static Mapping type(String name) {
        return map().text("type", name).build();
    }

    private static Mapping json(Mapping schema) {
        return map().object("application/json", map().object("schema", schema).build()).build();
    }

    private static Sequence none() {
        return new Sequence(HERE, List.of());
    }

    private static MappingBuilder map() {
        return new MappingBuilder(HERE);
    }
}
