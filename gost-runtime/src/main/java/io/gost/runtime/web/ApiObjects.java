package io.gost.runtime.web;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.config.Config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists, shows, creates, replaces and deletes objects of a section. */
final class ApiObjects {
    private final LiveConfig live;
    private final StatusView view;

    ApiObjects(LiveConfig live, StatusView view) {
        this.live = live;
        this.view = view;
    }

    WebResponse list(Section section) {
        return Envelope.of(section.objects(view.config()));
    }

    WebResponse show(Section section, String name) {
        return Envelope.of(section.find(view.config(), name));
    }

    WebResponse create(Section section, WebRequest request) {
        Record object = ObjectBody.named(request, section);
        String name = Section.nameOf(object);
        build(
                section,
                name,
                config -> {
                    if (section.find(config, name).isPresent()) {
                        throw ApiRefusal.duplicate(section, name);
                    }
                    List<Record> objects = new ArrayList<>(section.objects(config));
                    objects.add(object);
                    return section.with(config, objects);
                });
        return Envelope.done();
    }

    WebResponse replace(Section section, String name, WebRequest request) {
        Record object = ObjectBody.named(request, section, name);
        build(
                section,
                name,
                config -> {
                    requireThere(section, name, config);
                    List<? extends Record> objects =
                            section.objects(config).stream()
                                    .map(each -> isNamed(each, name) ? object : each)
                                    .toList();
                    return section.with(config, objects);
                });
        return Envelope.done();
    }

    WebResponse delete(Section section, String name) {
        try {
            live.change(
                    config -> {
                        requireThere(section, name, config);
                        List<? extends Record> objects =
                                section.objects(config).stream()
                                        .filter(each -> !isNamed(each, name))
                                        .toList();
                        return section.with(config, objects);
                    });
        } catch (ChangeRefused e) {
            // Something else still refers to it.
            throw ApiRefusal.invalid(
                    "delete " + section.kind() + " " + name + " failed: " + e.getMessage());
        }
        return Envelope.done();
    }

    private void build(Section section, String name, UnaryOperator<Config> edit) {
        try {
            live.change(edit);
        } catch (ChangeRefused e) {
            throw ApiRefusal.failed(section, name, String.valueOf(e.getMessage()));
        }
    }

    private static void requireThere(Section section, String name, Config config) {
        if (section.find(config, name).isEmpty()) {
            throw ApiRefusal.missing(section, name);
        }
    }

    private static boolean isNamed(Record object, String name) {
        return Section.nameOf(object).equals(name);
    }
}
