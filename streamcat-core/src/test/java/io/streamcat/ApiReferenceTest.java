package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page "API by task" lists the operations of the types that {@link StreamCat} returns. */
class ApiReferenceTest {

  private static final String PAGE =
      ProjectFiles.read(ProjectFiles.ROOT.resolve("docs/reference/api.md"));

  /** A row with an entry point, its type and at least one operation. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)\\(\\)` \\| `\\w+` \\| (`.*`) \\|$", Pattern.MULTILINE);

  private static final Pattern OPERATION = Pattern.compile("`(\\w+)`");

  @Test
  void entryPoints_page_listsTheOperationsOfTheirTypes() throws ReflectiveOperationException {
    var listed = new TreeMap<String, Set<String>>();
    var existing = new TreeMap<String, Set<String>>();
    for (MatchResult row : ROW.matcher(PAGE).results().toList()) {
      listed.put(
          row.group(1),
          OPERATION
              .matcher(row.group(2))
              .results()
              .map(operation -> operation.group(1))
              .collect(Collectors.toCollection(TreeSet::new)));
      existing.put(row.group(1), operations(StreamCat.class.getMethod(row.group(1))));
    }

    assertThat(listed).hasSizeGreaterThan(5).isEqualTo(existing);
  }

  /** Returns the operations of an entry point's type, without those that return entry points. */
  private static Set<String> operations(Method entryPoint) {
    return Arrays.stream(entryPoint.getReturnType().getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !PAGE.contains("\n| `" + name + "()` | "))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
