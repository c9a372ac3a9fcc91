package io.gost.runtime.trim;

import io.gost.runtime.config.Config;
import io.gost.spi.GostException;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Writes a linked distribution as an OCI image layout in a tar file, which container engines load.
 *
 * <p>The image stands on no other one: what the Java runtime needs of the system, its C library
 * above all, comes from the machine that this runs on. There is no shell in it. A layer of the
 * system and the runtime changes with these only; another has plugins, configuration, and AOT
 * cache.
 */
public final class OciImage {
    private static final String HOME = "/opt/gost";
    private static final String USER = "65532";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final int SHARED_DIRECTORY = 01777;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path home;
    private final Collection<Path> libraries;
    private final ContainerPorts ports;
    private final FileTime time;

    private OciImage(Path home, Collection<Path> libraries, ContainerPorts ports)
            throws IOException {
        this.home = home;
        this.libraries = libraries;
        this.ports = ports;
        // the AOT cache looks at it; fractions of a second have no place in a plain tar header
        time =
                FileTime.from(
                        Files.getLastModifiedTime(home.resolve("runtime/lib/modules"))
                                .to(TimeUnit.SECONDS),
                        TimeUnit.SECONDS);
    }

    /**
     * Fails when no image can be written, before anything is done for it.
     *
     * @param file where it shall go
     * @throws GostException of category {@code CONFIG}
     */
    public static void requirePossible(Path file) {
        if (ModuleLayer.boot().findModule("org.apache.commons.compress").isEmpty()) {
            throw refusal("--oci needs the full distribution; this one is trimmed and cannot");
        }
        if (!System.getProperty("os.name").equals("Linux")) {
            throw refusal("--oci works on Linux only: the image takes its C library from there");
        }
        if (Files.exists(file)) {
            throw refusal(file + " is there already; name a new file");
        }
        if (!Files.isDirectory(directory(file))) {
            throw refusal(file + " cannot be made: there is no directory for it");
        }
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private static GostException refusal(String message) {
        return new GostException(GostException.Category.CONFIG, message);
    }

    /**
     * Writes an image.
     *
     * @param home a linked distribution with a configuration inside
     * @param config that configuration
     * @param file the tar file
     * @return what there is to say of it, for people
     * @throws GostException when that fails
     */
    public static List<String> write(Path home, Config config, Path file) {
        try {
            ContainerPorts ports = ContainerPorts.of(config);
            Collection<Path> libraries = SharedLibraries.of(home);
            write(home, libraries, ports, file);
            return List.of(
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f MiB, user %s, ports %s, health check %s",
                            file,
                            Files.size(file) / 1048576.0,
                            USER,
                            ports.exposed(),
                            ports.health().orElse("none: no address to ask")),
                    "system libraries in it: " + libraries);
        } catch (IOException e) {
            throw new GostException(
                    GostException.Category.INTERNAL, "%s cannot be made: %s".formatted(file, e), e);
        }
    }

    static void write(Path home, Collection<Path> libraries, ContainerPorts ports, Path file)
            throws IOException {
        // beside the file, to which it is renamed when it is whole
        Path work = Files.createTempDirectory(directory(file), ".gost-oci");
        try {
            new OciImage(home, libraries, ports).write(work, file);
        } finally {
            FileTree.delete(work);
        }
    }

    private void write(Path work, Path file) throws IOException {
        List<OciBlob> blobs = new ArrayList<>();
        blobs.add(OciBlob.layer(work.resolve("system"), time, this::system));
        blobs.add(OciBlob.layer(work.resolve("program"), time, this::program));
        OciBlob config = OciBlob.json(CONFIG, work.resolve("config"), config(blobs));
        OciBlob manifest =
                OciBlob.json(MANIFEST, work.resolve("manifest"), manifest(config, blobs));
        blobs.add(config);
        blobs.add(manifest);
        blobs.sort(Comparator.comparing(OciBlob::digest));
        Path layout = work.resolve("layout");
        try (LayerWriter tar = new LayerWriter(Files.newOutputStream(layout), time)) {
            tar.text("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
            tar.text("index.json", JSON.writeValueAsString(index(manifest)));
            for (OciBlob blob : blobs) {
                tar.file("blobs/sha256/" + blob.digest(), blob.file());
            }
        }
        Files.move(layout, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void system(LayerWriter layer) throws IOException {
        layer.text("etc/group", "root:x:0:\ngost:x:%s:\n".formatted(USER));
        layer.text(
                "etc/passwd",
                "root:x:0:0:root:/:/\ngost:x:%s:%s:gost:%s:/\n".formatted(USER, USER, HOME));
        layer.directory("tmp", SHARED_DIRECTORY);
        for (Path library : libraries) {
            layer.file(library.toString().substring(1), library);
        }
        layer.tree(HOME.substring(1) + "/runtime", home.resolve("runtime"), _ -> true);
    }

    private void program(LayerWriter layer) throws IOException {
        Path runtime = home.resolve("runtime");
        layer.tree(HOME.substring(1), home, file -> !file.equals(runtime));
    }

    /** What the launcher script would run: there is no shell. */
    private List<String> entrypoint() {
        List<String> command = new ArrayList<>();
        command.add(HOME + "/runtime/bin/java");
        command.add("@" + HOME + "/lib/jvm.options");
        if (Files.exists(home.resolve("lib/gost.aot"))) {
            command.add("-XX:AOTCache=" + HOME + "/lib/gost.aot");
        }
        command.add("-Djava.library.path=" + HOME + "/lib/native");
        command.add("-Dgost.home=" + HOME);
        command.addAll(List.of("-m", "io.gost.runtime/io.gost.runtime.cli.Main"));
        return command;
    }

    private ObjectNode config(List<OciBlob> layers) {
        ObjectNode image = JSON.createObjectNode().put("created", time.toString());
        image.put("architecture", architecture()).put("os", "linux");
        ObjectNode config = image.putObject("config").put("User", USER + ":" + USER);
        if (!ports.exposed().isEmpty()) {
            ObjectNode exposed = config.putObject("ExposedPorts");
            ports.exposed().forEach(exposed::putObject);
        }
        config.putArray("Env").add("LC_ALL=C.UTF-8");
        ArrayNode entrypoint = config.putArray("Entrypoint");
        entrypoint().forEach(entrypoint::add);
        config.putArray("Cmd").add("-C").add(HOME + "/conf/gost.yml");
        config.put("WorkingDir", HOME);
        annotate(config.putObject("Labels"));
        ports.health().ifPresent(address -> health(config.putObject("Healthcheck"), address));
        ObjectNode rootfs = image.putObject("rootfs").put("type", "layers");
        ArrayNode contents = rootfs.putArray("diff_ids");
        layers.forEach(layer -> contents.add("sha256:" + layer.content()));
        return image;
    }

    /** The specification has no health check; this is where Docker and Podman look for one. */
    private void health(ObjectNode check, String address) {
        ArrayNode test = check.putArray("Test").add("CMD");
        entrypoint().forEach(test::add);
        test.add("health").add(address);
        check.put("Interval", TimeUnit.SECONDS.toNanos(30));
        check.put("Timeout", TimeUnit.SECONDS.toNanos(10));
        check.put("StartPeriod", TimeUnit.SECONDS.toNanos(5));
        check.put("Retries", 3);
    }

    private ObjectNode manifest(OciBlob config, List<OciBlob> layers) throws IOException {
        ObjectNode manifest =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        config.describe(manifest.putObject("config"));
        ArrayNode all = manifest.putArray("layers");
        for (OciBlob layer : layers) {
            layer.describe(all.addObject());
        }
        annotate(manifest.putObject("annotations"));
        return manifest;
    }

    private ObjectNode index(OciBlob manifest) throws IOException {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        ObjectNode only = manifest.describe(index.putArray("manifests").addObject());
        only.putObject("platform").put("architecture", architecture()).put("os", "linux");
        only.putObject("annotations").put("org.opencontainers.image.ref.name", "gost");
        return index;
    }

    private void annotate(ObjectNode annotations) {
        annotations.put("org.opencontainers.image.title", "gost");
        annotations.put("org.opencontainers.image.created", time.toString());
        ports.health().ifPresent(address -> annotations.put("io.gost.health", address));
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
