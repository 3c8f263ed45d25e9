package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The snippets of README and four pages of docs, which must compile, and the two commands of
 * README.
 */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final List<Path> PAGES =
      List.of(
          README,
          Path.of("..", "docs", "chat.md"),
          Path.of("..", "docs", "provisioning.md"),
          Path.of("..", "docs", "security.md"),
          Path.of("..", "docs", "tokens.md"));
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("## (Run it|Test it)\n(?:(?!\n## ).)*?```sh\n([^\n]+)\n```", Pattern.DOTALL);

  static Stream<String> snippets() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path page : PAGES) {
      text.append(Files.readString(page));
    }
    return JAVA.matcher(text).results().map(snippet -> snippet.group(1));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_compiles(String snippet, @TempDir Path output) {
    String source =
        """
        import io.github.bucket4j.distributed.proxy.ProxyManager;
        import io.streamcat.*;
        import io.streamcat.aws.*;
        import io.streamcat.channel.*;
        import io.streamcat.chat.*;
        import io.streamcat.moderation.*;
        import io.streamcat.emulator.*;
        import io.streamcat.exception.*;
        import io.streamcat.operations.*;
        import io.streamcat.playback.*;
        import io.streamcat.provisioning.*;
        import io.streamcat.realtime.*;
        import io.streamcat.repository.*;
        import io.streamcat.signing.*;
        import io.streamcat.user.*;
        import java.net.URI;
        import java.time.*;
        import java.util.*;
        import software.amazon.awssdk.auth.credentials.*;
        import software.amazon.awssdk.metrics.MetricPublisher;
        import software.amazon.awssdk.regions.Region;
        import software.amazon.awssdk.services.ivs.IvsClient;
        import org.slf4j.Logger;

        abstract class Snippet {
          abstract void show(String field, String text);
          abstract void alert(String text);
          abstract void store(String privateKeyPem, String publicKeyPem);

          User user;
          User todd;
          User alice;
          Set<String> words;
          SigningKey key;
          UserId guestId;
          UserId viewerId;
          String privateKeyPem;
          String publicKeyPem;
          Clock clock;
          Map<String, Object> session;
          UserProvisioner users;
          Reconciler reconciler;
          UserId id;
          NewUser newUser;
          String functionArn;
          String storageArn;
          AwsCalls calls;
          IvsClient ivs;
          Channel channel;
          Folders folders;
          Logger log;
          MetricPublisher publisher;
          ProxyManager<String> proxyManager;

          interface Folders {
            void create(String name);
            void delete(String name);
            Set<String> list();
          }

          void run(StreamCat given, String username, String password, String formId) throws Exception {
            %s
          }
        }
        """
            .formatted(
                snippet.contains("StreamCat.builder()")
                    ? snippet
                    : "StreamCat streamcat = given;\n" + snippet);
    StringWriter problems = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };

    boolean compiles =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-d", output.toString(), "-proc:none"),
                null,
                List.of(file))
            .call();

    assertThat(compiles).as("%s%n%s", snippet, problems).isTrue();
  }

  @Test
  void snippets_everyKind_exists() throws IOException {
    assertThat(snippets()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void commands_runItAndTestIt_areOneLineEach() throws IOException {
    List<MatchResult> commands = COMMAND.matcher(Files.readString(README)).results().toList();

    assertThat(commands)
        .extracting(command -> command.group(1))
        .containsExactly("Run it", "Test it");
    assertThat(commands)
        .extracting(command -> command.group(2))
        .allMatch(line -> line.startsWith("mvn "));
    assertThat(Files.readString(Path.of("..", ".ci", "run"))).contains(commands.get(1).group(2));
  }
}
