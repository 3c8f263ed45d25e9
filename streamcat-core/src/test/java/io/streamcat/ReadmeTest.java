package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.JavadocSnippets;
import io.streamcat.testing.ProjectFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java snippets of README and of the pages under docs compile with the imports that they show,
 * and those of Javadoc compile. The README's two commands stand where a newcomer looks for them.
 *
 * <p>Blocks marked {@code java app} need a database, a queue or Spring; {@code
 * DocumentedSnippetsTest} of examples/web compiles those, and the Javadoc of the modules that need
 * them. Blocks marked {@code java sketch} are excerpts that need a library which no test brings.
 */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);

  /** The imports of snippets in Javadoc, where links name the types. Pages must show theirs. */
  private static final String IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;

      import io.github.bucket4j.distributed.proxy.ProxyManager;
      import io.streamcat.*;
      import io.streamcat.aws.*;
      import io.streamcat.broadcast.*;
      import io.streamcat.channel.*;
      import io.streamcat.chat.*;
      import io.streamcat.moderation.*;
      import io.streamcat.emulator.*;
      import io.streamcat.emulator.junit.*;
      import io.streamcat.event.*;
      import io.streamcat.event.ingest.*;
      import io.streamcat.exception.*;
      import io.streamcat.operations.*;
      import io.streamcat.password.*;
      import io.streamcat.playback.*;
      import io.streamcat.provisioning.*;
      import io.streamcat.realtime.*;
      import io.streamcat.repository.*;
      import io.streamcat.signing.*;
      import io.streamcat.user.*;
      import java.io.InputStream;
      import java.io.OutputStream;
      import java.net.URI;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.extension.ExtendWith;
      import software.amazon.awssdk.auth.credentials.*;
      import software.amazon.awssdk.metrics.MetricPublisher;
      import software.amazon.awssdk.regions.Region;
      import software.amazon.awssdk.services.ivs.IvsClient;
      import org.slf4j.Logger;
      """;

  /** The variables and methods that snippets do not declare: their names say what they are. */
  private static final String VARIABLES =
      """
      package context;
      %s
      public abstract class Variables {
        protected abstract void show(String field, String text);
        protected abstract void alert(String text);
        protected abstract void store(String privateKeyPem, String publicKeyPem);

        protected StreamCat streamcat;
        protected String password;
        protected String formId;
        protected IvsEmulator emulator;
        protected InputStream input;
        protected OutputStream output;
        protected Broadcasts broadcasts;
        protected EventIngester ingester;
        protected String json;
        protected String participantToken;
        protected String streamKey;
        protected String playbackToken;
        protected String other;
        protected URI url;
        protected URI queueUrl;
        protected List<String> bodies;
        protected String secret;
        protected String presentedSecret;
        protected String importedHash;
        protected byte[] body;
        protected String username;
        protected String channelArn;
        protected String chatRoomArn;
        protected String roomArn;
        protected String stageArn;
        protected ChatToken token;
        protected BroadcastRepository repository;
        protected MessageReviewer reviewer;
        protected User user;
        protected User todd;
        protected User alice;
        protected Set<String> words;
        protected SigningKey key;
        protected UserId guestId;
        protected UserId viewerId;
        protected String privateKeyPem;
        protected String publicKeyPem;
        protected Clock clock;
        protected Map<String, Object> session;
        protected UserProvisioner users;
        protected Reconciler reconciler;
        protected UserId id;
        protected NewUser newUser;
        protected String functionArn;
        protected String storageArn;
        protected AwsCalls calls;
        protected IvsClient ivs;
        protected Channel channel;
        protected Folders folders;
        protected Logger log;
        protected MetricPublisher publisher;
        protected ProxyManager<String> proxyManager;

        protected interface Folders {
          void create(String name);
          void delete(String name);
          Set<String> list();
        }
      }
      """;

  private static final String SNIPPET =
      """
      package %s;
      %s
      abstract class Snippet extends context.Variables {
        void run() throws Exception {
          %s
        }
      }
      """;

  /** The modules whose Javadoc needs nothing but the class path of these tests. */
  private static final List<String> MODULES =
      List.of(
          "streamcat-common",
          "streamcat-events",
          "streamcat-moderation",
          "streamcat-emulator",
          "streamcat-core");

  private static final Pattern COMMAND =
      Pattern.compile("## (Run it|Test it)\n(?:(?!\n## ).)*?```sh\n([^\n]+)\n```", Pattern.DOTALL);

  /** A snippet as a class of its own package, so that one run of the compiler takes all. */
  private static final class Source extends SimpleJavaFileObject {

    private final Path page;
    private final String text;
    private final String code;

    Source(Path page, int number, String text, String moreImports) {
      super(URI.create("string:///snippet" + number + "/Snippet.java"), Kind.SOURCE);
      this.page = page;
      this.text = text;
      String imports =
          IMPORT.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
      String rest =
          IMPORT.matcher(text).replaceAll("").replace("public final class", "final class");
      this.code = SNIPPET.formatted("snippet" + number, imports + "\n" + moreImports, rest);
    }

    /** The superclass of all snippets. */
    Source() {
      super(URI.create("string:///context/Variables.java"), Kind.SOURCE);
      this.page = README;
      this.text = VARIABLES;
      this.code = VARIABLES.formatted(IMPORTS);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  private static List<Source> snippets() throws IOException {
    List<Source> snippets = new ArrayList<>(List.of(new Source()));
    for (Path page : LinksTest.documents()) {
      for (MatchResult snippet : JAVA.matcher(Files.readString(page)).results().toList()) {
        snippets.add(new Source(page, snippets.size(), snippet.group(1), ""));
      }
    }
    for (JavadocSnippets.Snippet snippet : javadoc()) {
      snippets.add(new Source(snippet.file(), snippets.size(), snippet.code(), IMPORTS));
    }
    return snippets;
  }

  private static List<JavadocSnippets.Snippet> javadoc() throws IOException {
    List<JavadocSnippets.Snippet> snippets = new ArrayList<>();
    for (String module : MODULES) {
      snippets.addAll(JavadocSnippets.of(ProjectFiles.ROOT.resolve(module)));
    }
    return snippets;
  }

  @Test
  void javadoc_ofEntryPoint_hasAnExample() throws IOException {
    assertThat(javadoc())
        .extracting(JavadocSnippets.Snippet::type)
        .contains(
            "StreamCat",
            "StreamCatBuilder",
            "UserProvisioner",
            "UserChannels",
            "UserChatRooms",
            "UserStages",
            "UserPlayback",
            "UserPasswords",
            "Recovery",
            "Reconciler",
            "UserRepository",
            "BanList",
            "SigningKey",
            "CallListener",
            "Broadcasts",
            "EventIngester",
            "MessageReviewer",
            "MessageReviewFunction",
            "IvsEmulator",
            "IvsEmulatorExtension",
            "FaultRule",
            "EventDestination");
  }

  @Test
  void snippets_ofAllPagesAndJavadoc_compile(@TempDir Path output) throws IOException {
    List<Source> snippets = snippets();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();

    boolean compiles =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                problems,
                List.of("-d", output.toString(), "-proc:none", "-Xmaxerrs", "1000"),
                null,
                snippets)
            .call();

    assertThat(compiles).as(() -> describe(problems)).isTrue();
    assertThat(snippets).hasSizeGreaterThanOrEqualTo(50);
  }

  private static String describe(DiagnosticCollector<JavaFileObject> problems) {
    return problems.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(
            problem ->
                problem.getSource() instanceof Source source
                    ? "%s: %s%nin%n%s".formatted(source.page, problem, source.text)
                    : problem.toString())
        .collect(Collectors.joining("\n"));
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
