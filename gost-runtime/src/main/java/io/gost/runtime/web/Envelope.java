package io.gost.runtime.web;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.RecordWriter;
import io.gost.runtime.config.document.JsonWriter;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import java.util.List;
import java.util.Optional;

/** The JSON that answers of the API come in. */
final class Envelope {
    private static final Location HERE = Location.of("");
    private static final String JSON = "application/json; charset=utf-8";
    private static final Node NULL = new Scalar(HERE, "null", Scalar.NULL);

    private Envelope() {}

    /** Done, and there is nothing to say about it. */
    static WebResponse done() {
        return answer(WebResponse.OK, new MappingBuilder(HERE).text("msg", "OK").build());
    }

    /** Not done. */
    static WebResponse refusal(ApiRefusal refusal) {
        return answer(
                refusal.status(),
                Mapping.empty(HERE)
                        .with("code", Scalar.number(HERE, refusal.code()))
                        .with("msg", Scalar.text(HERE, String.valueOf(refusal.getMessage()))));
    }

    /** One object, or {@code null}. */
    static WebResponse of(Optional<? extends Record> object) {
        return data(object.map(Envelope::tree).orElse(NULL));
    }

    /** A section. */
    static WebResponse of(List<? extends Record> objects) {
        Node list =
                objects.isEmpty()
                        ? NULL
                        : new Sequence(HERE, objects.stream().map(Envelope::tree).toList());
        return data(
                Mapping.empty(HERE)
                        .with("count", Scalar.number(HERE, objects.size()))
                        .with("list", list));
    }

    private static Node tree(Record object) {
        return RecordWriter.tree(object, Format.JSON);
    }

    private static WebResponse data(Node data) {
        return answer(WebResponse.OK, Mapping.empty(HERE).with("data", data));
    }

    private static WebResponse answer(int status, Mapping body) {
        return WebResponse.of(status, JSON, JsonWriter.line(body));
    }
}
