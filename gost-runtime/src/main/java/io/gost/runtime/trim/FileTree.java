package io.gost.runtime.trim;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done with directories as a whole. */
final class FileTree {
    private FileTree() {}

    /**
     * Copies a file or a directory with rights and times, which the AOT cache looks at. Symbolic
     * links below it stay links.
     */
    static void copy(Path from, Path to) throws IOException {
        copy(from, to, EnumSet.noneOf(FileVisitOption.class));
    }

    /** Copies the same way, but what symbolic links point to in place of these. */
    static void copyWithoutLinks(Path from, Path to) throws IOException {
        copy(from, to, EnumSet.of(FileVisitOption.FOLLOW_LINKS));
    }

    private static void copy(Path from, Path to, Set<FileVisitOption> options) throws IOException {
        Path root = real(from);
        Files.walkFileTree(
                root,
                options,
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(target(directory));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path target = target(file);
                        Files.createDirectories(target.toAbsolutePath().getParent());
                        if (attributes.isSymbolicLink()) {
                            Files.copy(file, target, LinkOption.NOFOLLOW_LINKS);
                        } else {
                            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE; // what it points to is there already
                        }
                        throw failure;
                    }

                    private Path target(Path file) {
                        return to.resolve(root.relativize(file).toString());
                    }
                });
    }

    /** The file or directory itself where a symbolic link was named. */
    private static Path real(Path path) throws IOException {
        return Files.isSymbolicLink(path) ? path.toRealPath() : path;
    }

    static void delete(Path root) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    static void setTimes(Path root, FileTime time) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    /** The sizes of all files, summed up; 0 when there is nothing. */
    static long size(Path root) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        long size = 0;
        try (Stream<Path> files = Files.walk(real(root))) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }

    /** What is in a directory, by name; nothing when there is none. */
    static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }
}
