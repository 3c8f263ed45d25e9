package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamcat.testing.JavadocSnippets;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The snippets of the documentation that need a database, a queue or Spring compile: those marked
 * {@code java app}, and the Javadoc of the modules that need them.
 */
class DocumentedSnippetsTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final List<String> MODULES =
      List.of("streamcat-jdbc", "streamcat-sqs", "streamcat-spring-autoconfigure");
  private static final Pattern SNIPPET = Pattern.compile("```java app\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);
  private static final Pattern BEAN = Pattern.compile("^@Bean", Pattern.MULTILINE);

  /** The imports of snippets in Javadoc, where links name the types. Pages must show theirs. */
  private static final String IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;

      import io.streamcat.*;
      import io.streamcat.emulator.*;
      import io.streamcat.event.ingest.*;
      import io.streamcat.jdbc.*;
      import io.streamcat.operations.*;
      import io.streamcat.password.*;
      import io.streamcat.playback.*;
      import io.streamcat.provisioning.*;
      import io.streamcat.repository.*;
      import io.streamcat.signing.*;
      import io.streamcat.spring.*;
      import io.streamcat.spring.test.*;
      import io.streamcat.sqs.*;
      import io.streamcat.user.*;
      import java.sql.*;
      import java.time.*;
      import java.util.Map;
      import javax.sql.DataSource;
      import org.junit.jupiter.api.*;
      import org.springframework.beans.factory.annotation.Autowired;
      import org.springframework.boot.jdbc.DataSourceBuilder;
      import org.springframework.boot.test.context.SpringBootTest;
      import org.springframework.context.annotation.*;
      import org.springframework.core.annotation.Order;
      import org.springframework.jdbc.datasource.DataSourceUtils;
      import org.springframework.security.config.annotation.web.builders.HttpSecurity;
      import org.springframework.security.web.SecurityFilterChain;
      import org.springframework.stereotype.Service;
      import org.springframework.transaction.support.TransactionSynchronizationManager;
      import software.amazon.awssdk.services.sqs.SqsClient;
      """;

  private static final String CONTEXT =
      """
      %s
      abstract class Snippet {
        javax.sql.DataSource dataSource;
        io.streamcat.StreamCat streamcat;
        byte[] key;
        software.amazon.awssdk.services.sqs.SqsClient sqsClient;
        String queueUrl;
        io.streamcat.event.ingest.EventIngester ingester;

        interface Registration {
          io.streamcat.user.User register(String username, String password);
        }

        %s
      }
      """;

  static Stream<Arguments> snippets() throws IOException {
    List<Arguments> snippets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCS)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        SNIPPET
            .matcher(Files.readString(page))
            .results()
            .forEach(
                snippet ->
                    snippets.add(arguments(page.getFileName().toString(), "", snippet.group(1))));
      }
    }
    for (JavadocSnippets.Snippet snippet : javadoc()) {
      snippets.add(arguments(snippet.type(), IMPORTS, snippet.code()));
    }
    return snippets.stream();
  }

  private static List<JavadocSnippets.Snippet> javadoc() throws IOException {
    List<JavadocSnippets.Snippet> snippets = new ArrayList<>();
    for (String module : MODULES) {
      snippets.addAll(JavadocSnippets.of(ROOT.resolve(module)));
    }
    return snippets;
  }

  @Test
  void javadoc_ofEntryPoint_hasAnExample() throws IOException {
    assertThat(javadoc())
        .extracting(JavadocSnippets.Snippet::type)
        .contains(
            "JdbcUserRepository",
            "JdbcBroadcastRepository",
            "EncryptionKeys",
            "SqsEventConsumer",
            "StreamCatBuilderCustomizer",
            "StreamCatDataSource",
            "AutoConfigureIvsEmulator");
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_compiles(String page, String moreImports, String text, @TempDir Path output) {
    String imports =
        IMPORT.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    String snippet = IMPORT.matcher(text).replaceAll("");
    boolean isMember = BEAN.matcher(snippet).find();
    String source =
        CONTEXT.formatted(
            imports + "\n" + moreImports,
            isMember ? snippet : "void run() throws Exception {\n" + snippet + "\n}");
    StringWriter problems = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };

    boolean compiles =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                problems,
                null,
                null,
                List.of("-d", output.toString(), "-proc:none"),
                null,
                List.of(file))
            .call();

    assertThat(compiles).as("%s: %s%n%s", page, snippet, problems).isTrue();
  }
}
