// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camelmatrix.component.MatrixComponent;
import org.junit.jupiter.api.Test;

/**
 * Nothing waits inside {@code synchronized}. Before JDK 24 a virtual thread that waits there keeps
 * its carrier thread, and on each JDK the others wait for the same file or homeserver. Where a lock
 * has to be held meanwhile, it is a {@code ReentrantLock}.
 *
 * <p>The test reads byte code: which calls stand inside {@code synchronized}, and what these call
 * in turn, as far as it is this project's. What a lambda does, and which class stands behind an
 * interface, it does not know.
 */
class SynchronizedTest {

    /** Methods that wait for a file, a homeserver, a store or another thread. */
    private static final Pattern WAITS =
            Pattern.compile(
                    "java/io/(?!ByteArray|String)\\w*(Stream|Reader|Writer|File|Channel)"
                            + "\\.(read|write|skip|close|flush|transfer)\\w*"
                            + "|java/(io/Closeable|lang/AutoCloseable)\\.close"
                            + "|java/nio/(file/Files|channels/\\w+)\\.\\w+"
                            + "|java/net/(\\w*Socket|http/\\w+)\\.\\w+"
                            + "|org/apache/hc/.*"
                            + "|java/lang/Thread\\.(sleep|join)"
                            + "|java/lang/Object\\.wait"
                            + "|java/util/concurrent/\\w*(Future|Task)\\.(get|join)"
                            + "|java/util/concurrent/(CountDownLatch|Semaphore|CyclicBarrier)"
                            + "\\.(await|acquire)\\w*"
                            + "|java/util/concurrent/\\w*Queue\\.(put|take)"
                            + "|java/util/concurrent/TimeUnit\\.sleep"
                            + "|java/util/concurrent/locks/.*\\.(lock|await|park)\\w*"
                            + "|org/camelmatrix/store/StateStore\\.\\w+"
                            + "|org/camelmatrix/internal/http/Transport\\.\\w+");

    @Test
    void nothingWaitsInsideSynchronized() throws Exception {
        Code code = new Code();
        code.addAll(MatrixException.class);
        code.addAll(MatrixComponent.class);
        assertThat(code.methods).hasSizeGreaterThan(1000);
        assertThat(code.waitsInsideSynchronized()).isEmpty();
    }

    @Test
    void findsWhatWaitsInAMethodABlockAndWhatTheyCall() throws Exception {
        Code code = new Code();
        code.add(SynchronizedTest.class.getResourceAsStream("SynchronizedTest$Waiting.class"));
        assertThat(code.waitsInsideSynchronized())
                .hasSize(3)
                .anyMatch(
                        found -> found.contains("Waiting.method") && found.contains("Thread.sleep"))
                .anyMatch(found -> found.contains("Waiting.block") && found.contains("Stream.read"))
                .anyMatch(found -> found.contains("Waiting.byAnother"));
    }

    /** What the test has to find, and what not. */
    @SuppressWarnings("unused")
    private static final class Waiting {

        private int count;

        synchronized void method() throws InterruptedException {
            Thread.sleep(1);
        }

        int block(InputStream stream) throws IOException {
            synchronized (this) {
                if (count > 1) {
                    return 0;
                }
                count++;
                return stream.read();
            }
        }

        synchronized void byAnother() throws InterruptedException {
            sleep();
        }

        private static void sleep() throws InterruptedException {
            Thread.sleep(1);
        }

        int afterwards(InputStream stream) throws IOException {
            synchronized (this) {
                count++;
            }
            return stream.read();
        }

        synchronized int quick() {
            return count++;
        }
    }

    /** The methods of classes, and what each calls. */
    private static final class Code {

        private final Map<String, Method> methods = new HashMap<>();
        private final Map<String, String> parents = new HashMap<>();

        /** Adds all classes of the folder or jar that a class is in. */
        void addAll(Class<?> one) throws IOException, URISyntaxException {
            URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                addAll(path);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    addAll(jar.getPath("/"));
                }
            }
        }

        private void addAll(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    add(Files.newInputStream(file));
                }
            }
        }

        void add(InputStream classFile) throws IOException {
            try (classFile) {
                new ClassReader(classFile.readAllBytes())
                        .accept(new Reader(this), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        }

        /** A sentence for each call that waits. */
        Set<String> waitsInsideSynchronized() {
            Set<String> found = new TreeSet<>();
            methods.forEach(
                    (name, method) -> {
                        for (Call call : method.calls) {
                            if (method.isLocked(call) && waits(call.target, new HashSet<>())) {
                                found.add(name + " calls " + call.target);
                            }
                        }
                    });
            return found;
        }

        private boolean waits(String target, Set<String> seen) {
            if (WAITS.matcher(target.substring(0, target.indexOf('('))).matches()) {
                return true;
            }
            Method method = find(target);
            return method != null
                    && seen.add(method.name)
                    && method.calls.stream().anyMatch(call -> waits(call.target, seen));
        }

        /** The method that a call names, which a superclass may have. */
        private Method find(String target) {
            int dot = target.indexOf('.');
            String owner = target.substring(0, dot);
            while (owner != null) {
                Method method = methods.get(owner + target.substring(dot));
                if (method != null) {
                    return method;
                }
                owner = parents.get(owner);
            }
            return null;
        }
    }

    /**
     * A call.
     *
     * @param at which instruction it is
     * @param target what is called, as {@code package/Class.method(…)}
     */
    private record Call(int at, String target) {}

    /** A part of a method that holds a lock. */
    private record Locked(Label from, Label to, Label handler) {}

    private static final class Method extends MethodVisitor {

        final String name;
        final List<Call> calls = new ArrayList<>();
        private final boolean isSynchronized;
        private final List<Locked> guarded = new ArrayList<>();
        private final Map<Label, Integer> labels = new HashMap<>();
        private final List<Integer> exits = new ArrayList<>();
        private int count;

        Method(String name, boolean isSynchronized) {
            super(Opcodes.ASM9);
            this.name = name;
            this.isSynchronized = isSynchronized;
        }

        /**
         * Whether a call stands in {@code synchronized}. The compiler puts a block into a range
         * whose handler gives the monitor back, with its third instruction.
         */
        boolean isLocked(Call call) {
            return isSynchronized
                    || guarded.stream()
                            .filter(range -> exits.contains(labels.get(range.handler) + 2))
                            .anyMatch(
                                    range ->
                                            labels.get(range.from) <= call.at
                                                    && call.at < labels.get(range.to));
        }

        @Override
        public void visitTryCatchBlock(Label from, Label to, Label handler, String type) {
            if (type == null) {
                guarded.add(new Locked(from, to, handler));
            }
        }

        @Override
        public void visitLabel(Label label) {
            labels.put(label, count);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String descriptor, boolean isInterface) {
            calls.add(new Call(count++, owner + '.' + called + descriptor));
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITOREXIT) {
                exits.add(count);
            }
            count++;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            count++;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            count++;
        }
    }

    private static final class Reader extends ClassVisitor {

        private final Code code;
        private String owner;

        Reader(Code code) {
            super(Opcodes.ASM9);
            this.code = code;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String parent,
                String[] all) {
            owner = name;
            code.parents.put(name, parent);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            Method method =
                    new Method(
                            owner + '.' + name + descriptor,
                            (access & Opcodes.ACC_SYNCHRONIZED) != 0);
            code.methods.put(method.name, method);
            return method;
        }
    }
}
