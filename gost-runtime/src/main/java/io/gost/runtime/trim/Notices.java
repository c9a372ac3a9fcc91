package io.gost.runtime.trim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what is no longer there out of the lists of what is shipped. */
final class Notices {
    /** Name, version, and the platform that a jar of native libraries is for. */
    private static final Pattern JAR =
            Pattern.compile("(.+?)-(\\d.*?)(?:-(?:linux|osx|windows)-\\w+)?\\.jar");

    private Notices() {}

    /**
     * Deletes legal texts, and rewrites the bill of materials and the list of licences.
     *
     * @param home a distribution
     * @param jars names of files that it has no more
     */
    static void trim(Path home, Set<String> jars) throws IOException {
        Set<String> gone = new HashSet<>();
        for (String jar : jars) {
            Matcher name = JAR.matcher(jar);
            if (name.matches()) {
                gone.add(name.group(1) + ":" + name.group(2));
                // Netty's libraries for -classes- come out of an artifact of their own
                gone.add(name.group(1).replace("-classes-", "-native-") + ":" + name.group(2));
            }
        }
        for (Path texts : FileTree.entries(home.resolve("legal"))) {
            if (jars.contains(texts.getFileName() + ".jar")) {
                FileTree.delete(texts);
            }
        }
        Path licences = home.resolve("legal/THIRD-PARTY.txt");
        if (Files.exists(licences)) {
            List<String> lines =
                    Files.readAllLines(licences).stream()
                            .filter(
                                    line ->
                                            gone.stream()
                                                    .noneMatch(
                                                            it ->
                                                                    line.contains(
                                                                            ":%s ".formatted(it))))
                            .toList();
            Files.write(licences, lines);
        }
        Path materials = home.resolve("gost.cdx.json");
        if (Files.exists(materials)) {
            trimMaterials(materials, gone);
        }
    }

    private static void trimMaterials(Path file, Set<String> gone) throws IOException {
        JsonMapper json = new JsonMapper();
        if (!(json.readTree(Files.readAllBytes(file)) instanceof ObjectNode document)) {
            return;
        }
        Set<String> references = new HashSet<>();
        ArrayNode components = json.createArrayNode();
        for (JsonNode component : document.path("components")) {
            String name =
                    component.path("name").asString() + ":" + component.path("version").asString();
            if (gone.contains(name)) {
                references.add(component.path("bom-ref").asString());
            } else {
                components.add(component);
            }
        }
        document.set("components", components);
        ArrayNode dependencies = json.createArrayNode();
        for (JsonNode dependency : document.path("dependencies")) {
            if (!references.contains(dependency.path("ref").asString())) {
                ArrayNode on = json.createArrayNode();
                dependency
                        .path("dependsOn")
                        .forEach(
                                each -> {
                                    if (!references.contains(each.asString())) {
                                        on.add(each);
                                    }
                                });
                dependencies.add(((ObjectNode) dependency.deepCopy()).set("dependsOn", on));
            }
        }
        document.set("dependencies", dependencies);
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
}
