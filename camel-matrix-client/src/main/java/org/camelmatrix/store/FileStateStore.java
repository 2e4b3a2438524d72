// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store in one JSON file that only its owner can read.
 *
 * <p>A change is written to a file beside it, forced to the disk, and renamed over it: a reader, or
 * a process after a crash, sees the old content or the new one and never half of either. Changes of
 * several processes come one after the other, by a lock that is held for the write alone.
 */
public final class FileStateStore implements StateStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    /**
     * @param file the file, which need not exist yet; its folder is made if need be
     */
    public FileStateStore(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Optional<String> get(String key) {
        try {
            return Optional.ofNullable(read().path(key).asText(null));
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    @Override
    public void put(String key, String value) {
        change(content -> content.put(key, value));
    }

    @Override
    public void putAll(Map<String, String> texts) {
        change(content -> texts.forEach(content::put));
    }

    @Override
    public void remove(String key) {
        change(content -> content.remove(key));
    }

    @Override
    public void check() {
        try {
            makeFolder();
            try (FileLease lock = FileLease.take(beside(".lock"))) {
                read();
                Files.deleteIfExists(beside(".new"));
                Files.createFile(beside(".new"), OwnerOnly.file());
                Files.delete(beside(".new"));
            }
        } catch (IOException e) {
            throw failure("read and written", e);
        }
    }

    @Override
    public Lease lease() {
        try {
            makeFolder();
            return FileLease.take(beside(".lease"));
        } catch (IOException e) {
            throw failure("locked", e);
        }
    }

    private void change(Consumer<ObjectNode> change) {
        try {
            makeFolder();
            try (FileLease lock = FileLease.take(beside(".lock"))) {
                ObjectNode content = read();
                change.accept(content);
                write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
            }
        } catch (IOException e) {
            throw failure("written", e);
        }
    }

    private ObjectNode read() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode json = JSON.readTree(content);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // its message would quote the content, which holds secrets
            throw new IOException("it is not JSON");
        }
        throw new IOException("it holds no JSON object");
    }

    private void write(byte[] content) throws IOException {
        Path fresh = beside(".new");
        Files.deleteIfExists(fresh);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            OwnerOnly.file())) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        if (OwnerOnly.POSIX) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent(), OwnerOnly.folder());
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private StateStoreException failure(String verb, IOException cause) {
        return new StateStoreException(
                "The file " + file + " cannot be " + verb + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException missing) {
            return "the folder " + missing.getFile() + " does not exist and cannot be made";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "there is no permission for " + denied.getFile();
        }
        if (cause instanceof FileAlreadyExistsException other) {
            return other.getFile() + " is no folder";
        }
        return cause.getMessage();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
