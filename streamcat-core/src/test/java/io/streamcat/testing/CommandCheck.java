package io.streamcat.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A comparison of documented shell commands with the project: profiles, modules, tests, jars,
 * options and files must exist. Nothing is run.
 */
public final class CommandCheck {

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern COMMENT = Pattern.compile("(?m)\\s+#.*$");
  private static final Pattern JAR = Pattern.compile("(.+)/target/([^/]+)\\.jar");
  private static final Pattern FINAL_NAME = Pattern.compile("<finalName>(.*?)</finalName>");
  private static final Pattern PROFILE =
      Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>(.*?)</id>", Pattern.DOTALL);

  private static final Set<String> FLAGS = Set.of("-q", "-B", "-ntp", "-o", "-am");
  private static final Set<String> PHASES =
      Set.of("clean", "compile", "test-compile", "test", "package", "verify", "install", "deploy");
  private static final Set<String> PROPERTIES =
      Set.of("skipTests", "skipITs", "surefire.failIfNoSpecifiedTests");

  /** Programs that are not part of the project. */
  private static final Set<String> FOREIGN =
      Set.of("aws", "curl", "docker", "git", "npm", "openssl");

  private final List<String> problems = new ArrayList<>();
  private Path folder = ProjectFiles.ROOT;

  private CommandCheck() {}

  /** Returns what is wrong with the commands of a script; empty if nothing is. */
  public static List<String> problems(String script) {
    CommandCheck check = new CommandCheck();
    for (String line :
        COMMENT.matcher(script.replace("\\\n", " ")).replaceAll("").split("\n|&&", -1)) {
      Deque<String> words = new ArrayDeque<>(words(line));
      if (!words.isEmpty()) {
        check.command(words);
      }
    }
    return check.problems;
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replaceAll("['\"]", ""))
        .toList();
  }

  private void command(Deque<String> words) {
    String program = words.remove();
    if (program.matches("[A-Z_]+=.*") && !words.isEmpty()) {
      variable(program);
      program = words.remove();
    }
    switch (program) {
      case "mvn" -> maven(words);
      case "java" -> java(words);
      case "./dev" -> dev(words);
      case "export" -> words.forEach(this::variable);
      case "npx" -> require(Files.exists(folder.resolve("cdk.json")), "no cdk.json in " + folder);
      case "cd" -> {
        folder = folder.resolve(words.remove());
        require(Files.isDirectory(folder), "no folder " + folder);
      }
      default -> require(FOREIGN.contains(program), "unknown program " + program);
    }
    words.forEach(this::file);
  }

  /** Checks an argument that names a file of the project. */
  private void file(String word) {
    int slash = word.indexOf('/');
    if (slash > 0
        && !word.contains(":")
        && !word.contains("/target/")
        && Files.isDirectory(folder.resolve(word.substring(0, slash)))) {
      require(Files.exists(folder.resolve(word)), "no file " + word);
    }
  }

  private void variable(String assignment) {
    String name = assignment.replaceAll("=.*", "");
    require(
        name.startsWith("AWS_")
            || name.equals("MAVEN_ARGS") // read by ./dev
            || sources("")
                .anyMatch(text -> text.contains('"' + name + '"') || text.contains(name + '"')),
        "nothing reads the variable " + name);
  }

  private void maven(Deque<String> words) {
    List<String> modules = new ArrayList<>();
    List<String> profiles = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    while (!words.isEmpty()) {
      String word = words.remove();
      if (word.equals("-pl")) {
        modules.addAll(List.of(words.remove().split(",")));
      } else if (word.startsWith("-P")) {
        profiles.add(word.substring(2));
      } else if (word.startsWith("-D")) {
        properties.add(word.substring(2));
      } else if (!FLAGS.contains(word)) {
        goal(word);
      }
    }
    modules.forEach(
        module ->
            require(
                Files.exists(ProjectFiles.ROOT.resolve(module).resolve("pom.xml")),
                "no module " + module));
    profiles.forEach(
        profile ->
            require(
                poms(modules).flatMap(pom -> groups(PROFILE, pom)).anyMatch(profile::equals),
                "no profile " + profile + " in " + modules));
    properties.forEach(property -> property(property, modules));
  }

  private void goal(String goal) {
    String[] parts = goal.split(":", -1);
    String plugin = parts.length == 3 ? parts[1] : parts[0] + "-maven-plugin";
    require(
        PHASES.contains(goal)
            || (parts.length > 1
                && poms(List.of())
                    .anyMatch(pom -> pom.contains("<artifactId>" + plugin + "</artifactId>"))),
        "no goal or phase " + goal);
  }

  private void property(String property, List<String> modules) {
    String name = property.replaceAll("=.*", "");
    String value = property.substring(Math.min(property.length(), name.length() + 1));
    switch (name) {
      case "test" -> test(value, modules);
      case "targetClasses", "targetTests" -> type(value);
      default ->
          require(
              PROPERTIES.contains(name)
                  || poms(List.of()).anyMatch(pom -> pom.contains(name))
                  || sources("").anyMatch(text -> text.contains('"' + name + '"')),
              "nothing reads the property " + name);
    }
  }

  private void test(String value, List<String> modules) {
    String[] parts = value.split("#", 2);
    String name = parts[0].replace("*", ".*");
    String places = modules.isEmpty() ? ".*" : "(" + String.join("|", modules) + ")";
    List<Path> found =
        ProjectFiles.matching(".*/src/test/java/.*\\.java").stream()
            .filter(
                file ->
                    relative(file).matches(places + "/src/test/java/.*/" + name + "\\.java")
                        && (parts.length == 1
                            || ProjectFiles.read(file).contains(" " + parts[1] + "(")))
            .toList();
    require(!found.isEmpty(), "no test " + value + " in " + modules);
  }

  private void type(String name) {
    String path = name.replace('.', '/') + ".java";
    require(
        ProjectFiles.matching(".*/src/.*\\.java").stream()
            .anyMatch(file -> relative(file).endsWith("/java/" + path)),
        "no class " + name);
  }

  private void java(Deque<String> words) {
    List<String> ofJvm = new ArrayList<>();
    while (words.element().startsWith("-X")) {
      ofJvm.add(words.remove());
    }
    String kind = words.remove();
    MatchResult jar = JAR.matcher(words.remove()).results().findFirst().orElse(null);
    if (jar == null || !Files.exists(ProjectFiles.ROOT.resolve(jar.group(1)).resolve("pom.xml"))) {
      problems.add("not a jar of a module");
      return;
    }
    String module = jar.group(1);
    require(finalNames(module).anyMatch(jar.group(2)::equals), "no jar " + jar.group(2));
    require(
        !jar.group(2).endsWith("-standalone") || ofJvm.contains("-XX:+ExitOnOutOfMemoryError"),
        "an emulator without memory would hang: -XX:+ExitOnOutOfMemoryError is missing");
    if (kind.equals("-cp")) {
      type(words.remove());
    } else if (!words.isEmpty()
        && words.peek().matches("[a-z-]+")
        && !words.peek().startsWith("-")) {
      String argument = words.remove();
      require(
          sources(module).anyMatch(text -> text.contains('"' + argument + '"')),
          module + " has no argument " + argument);
    }
    words.stream()
        // Spring Boot reads properties, its own and the application's, from the command line.
        .filter(word -> word.startsWith("--") && !word.startsWith("--spring."))
        .map(
            word -> word.matches("--[a-z-]+\\..*") ? word.substring(2).replaceAll("=.*", "") : word)
        .forEach(
            option ->
                require(
                    // The emulator with live video is the same program.
                    Stream.of(module, module.replaceFirst("-media$", ""), "examples/support")
                        .flatMap(CommandCheck::sources)
                        .anyMatch(
                            text -> Pattern.compile(option + "\\b(?!-)").matcher(text).find()),
                    module + " has no option " + option));
  }

  /** Returns the names of the jars that a module may build, without their ending. */
  private static Stream<String> finalNames(String module) {
    Path folder = ProjectFiles.ROOT.resolve(module);
    String pom = ProjectFiles.read(folder.resolve("pom.xml"));
    String artifact =
        groups(Pattern.compile("(?s)</parent>.*?<artifactId>(.*?)<"), pom)
            .findFirst()
            .orElseThrow();
    Path parent = folder.resolveSibling("pom.xml");
    return Stream.of(pom, ProjectFiles.read(parent))
        .flatMap(text -> groups(FINAL_NAME, text))
        .map(name -> name.replace("${project.artifactId}", artifact));
  }

  private void dev(Deque<String> words) {
    String command = words.isEmpty() ? "help" : words.remove();
    String script = ProjectFiles.read(ProjectFiles.ROOT.resolve("dev"));
    require(
        command.equals("help")
            || Pattern.compile("(?m)^  " + command + "\\)").matcher(script).find(),
        "./dev has no command " + command);
    if (!words.isEmpty() && Set.of("test", "check").contains(command)) {
      String argument = words.remove();
      boolean isModule =
          Stream.of("streamcat-" + argument, "examples/" + argument, argument)
              .anyMatch(name -> Files.exists(ProjectFiles.ROOT.resolve(name).resolve("pom.xml")));
      if (!isModule) {
        test(argument, List.of());
      }
    }
  }

  /** Returns the POMs of modules with the root POM; all POMs for no module. */
  private static Stream<String> poms(List<String> modules) {
    return ProjectFiles.matching("(.*/)?pom\\.xml").stream()
        .filter(
            pom -> {
              String folder = relative(pom.getParent());
              return modules.isEmpty() || folder.isEmpty() || modules.contains(folder);
            })
        .map(ProjectFiles::read);
  }

  /** Returns the sources of a module; of all modules for an empty name. */
  private static Stream<String> sources(String module) {
    return ProjectFiles.matching(".*/src/.*\\.java").stream()
        .filter(file -> module.isEmpty() || relative(file).startsWith(module + "/src/main/"))
        .map(ProjectFiles::read);
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  private static String relative(Path file) {
    return ProjectFiles.ROOT.relativize(file).toString().replace('\\', '/');
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      problems.add(problem);
    }
  }
}
