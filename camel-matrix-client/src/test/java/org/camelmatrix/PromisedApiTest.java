// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What programs may rely on: the public types outside of {@code internal} packages, with their
 * members. A change of it is a change of {@code promised-api.txt}, which {@code
 * -Ddocumentation.update=true} writes.
 */
class PromisedApiTest {

    private static final Path LIST = Path.of("src/test/resources/promised-api.txt");

    @Test
    void isTheOneThatIsListed() throws IOException {
        String api = String.join("\n", api()) + "\n";
        if (Boolean.getBoolean("documentation.update")) {
            Files.writeString(LIST, api);
        }
        assertThat(api).isEqualTo(Files.readString(LIST));
    }

    @Test
    void namesNoInternalType() {
        assertThat(api()).noneMatch(line -> line.contains("org.camelmatrix.internal"));
    }

    private static List<String> api() {
        List<String> lines = new ArrayList<>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.isJar())
                        .importPackages("org.camelmatrix")
                        .stream()
                        .filter(PromisedApiTest::isPromised)
                        .map(JavaClass::reflect)
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .forEach(type -> add(type, lines));
        return lines;
    }

    private static boolean isPromised(JavaClass type) {
        boolean isPublic =
                Stream.iterate(
                                type,
                                each -> each != null,
                                each -> each.getEnclosingClass().orElse(null))
                        .allMatch(each -> Modifier.isPublic(each.reflect().getModifiers()));
        return isPublic
                && !type.getPackageName().contains(".internal")
                && !type.getPackageName().startsWith("org.camelmatrix.test");
    }

    private static void add(Class<?> type, List<String> lines) {
        lines.add(type.getName());
        List<String> members = new ArrayList<>();
        Stream.of(
                        type.getDeclaredFields(),
                        type.getDeclaredConstructors(),
                        type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(PromisedApiTest::isVisible)
                .forEach(member -> members.add("  " + text(member)));
        members.stream().sorted().forEach(lines::add);
    }

    private static boolean isVisible(Member member) {
        return !member.isSynthetic()
                && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String text(Member member) {
        if (member instanceof Field field) {
            return field.getName() + ": " + field.getGenericType().getTypeName();
        }
        Executable call = (Executable) member;
        String arguments =
                Arrays.stream(call.getGenericParameterTypes())
                        .map(java.lang.reflect.Type::getTypeName)
                        .collect(Collectors.joining(", ", "(", ")"));
        return call instanceof Method method
                ? method.getName() + arguments + ": " + method.getGenericReturnType().getTypeName()
                : "new" + arguments;
    }
}
