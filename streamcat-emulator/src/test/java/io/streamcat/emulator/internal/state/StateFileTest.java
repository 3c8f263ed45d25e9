package io.streamcat.emulator.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Changes.Change;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.State;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("EMU-05")
class StateFileTest {
  private static final Origin ORIGIN = new Origin("us-east-1", "123456789012", 5);
  private static final Resource FIRST = stage("first", 1);
  private static final Resource SECOND = stage("second", 2);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("state.jsonl");
  }

  @Test
  void append_withoutClose_isFoundAgain() throws IOException {
    Path copy = directory.resolve("copy");
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      assertThat(open.found()).isEqualTo(State.EMPTY);
      open.append(put(FIRST, 1));
      open.append(put(SECOND, 2));
      open.append(new Changes("x", List.of(new Change(FIRST, true)), Map.of("n", 3L)));
      Files.copy(file, copy);
    }

    assertThat(found(copy)).isEqualTo(new State(List.of(SECOND), Map.of("n", 3L)));
  }

  @Test
  void open_incompleteLastLine_hasLastCompleteState() throws IOException {
    long whole;
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
      whole = Files.size(file);
      open.append(put(SECOND, 2));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int length = (int) whole; length < bytes.length; length++) {
      Path cut = directory.resolve("cut" + length);
      Files.write(cut, Arrays.copyOf(bytes, length));

      assertThat(found(cut)).isEqualTo(new State(List.of(FIRST), Map.of("n", 1L)));
    }
  }

  @Test
  void replace_thenAppend_keepsBoth() {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
      open.replace(new State(List.of(SECOND), Map.of("n", 7L)));
      open.append(put(FIRST, 8));
    }

    assertThat(found(file)).isEqualTo(new State(List.of(SECOND, FIRST), Map.of("n", 8L)));
    assertThat(directory.resolve("state.jsonl.new")).doesNotExist();
  }

  @Test
  void open_unfinishedReplacement_isOverwritten() throws IOException {
    Files.writeString(directory.resolve("state.jsonl.new"), "{half");
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
    }

    assertThat(found(file).resources()).containsExactly(FIRST);
  }

  @Test
  void open_otherSeed_keepsSeedOfFile() {
    StateFile.open(file, ORIGIN).close();

    try (StateFile open = StateFile.open(file, new Origin("us-east-1", "123456789012", 6))) {
      assertThat(open.origin()).isEqualTo(ORIGIN);
    }
  }

  @Test
  void isLong_manyChanges_isTrue() {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      Resource big = stage("x".repeat(1_000_000), 1);
      for (int i = 0; !open.isLong(); i++) {
        assertThat(i).isLessThan(20);
        open.append(put(big, i));
      }
      open.replace(new State(List.of(big), Map.of()));

      assertThat(open.isLong()).isFalse();
    }
  }

  @Test
  void open_fileInUse_isRejected() {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      assertRejected(open.origin(), "in use by another emulator");
    }
    StateFile.open(file, ORIGIN).close();
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1,123456789012", "us-east-1,000000000001"})
  void open_otherRegionOrAccount_isRejected(String region, String account) {
    StateFile.open(file, ORIGIN).close();

    assertRejected(
        new Origin(region, account, 5),
        "belongs to the region us-east-1 and the account 123456789012");
  }

  @Test
  void open_emptyFile_isNewState() throws IOException {
    Files.createFile(file);

    assertThat(found(file)).isEqualTo(State.EMPTY);
  }

  @Test
  void open_symbolicLinkToFileInUse_isRejected() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path folder =
        Files.createSymbolicLink(
            Files.createDirectory(directory.resolve("other")).resolve("folder"), directory);

    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
      assertInUse(link);
      assertInUse(folder.resolve("state.jsonl"));
    }
    assertThat(found(link).resources()).containsExactly(FIRST);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void open_hardLinkToFileInUse_isRejected() throws IOException {
    StateFile.open(file, ORIGIN).close();
    Path earlier = Files.createLink(directory.resolve("earlier"), file);

    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
      Path later = Files.createLink(directory.resolve("later"), file);
      assertInUse(earlier);
      assertInUse(later);
    }
  }

  @Test
  void open_fileInUseWithDeletedLock_isRejected() throws IOException {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
      Files.delete(directory.resolve("state.jsonl.lock"));
      assertInUse(file);
      open.replace(new State(List.of(SECOND), Map.of()));
      Files.delete(directory.resolve("state.jsonl.lock"));
      assertInUse(file);
    }
  }

  private static void assertInUse(Path path) {
    assertThatThrownBy(() -> StateFile.open(path, ORIGIN))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("in use by another emulator");
  }

  @Test
  void replace_fileThatCannotBeReplaced_isStillWrittenAndLeavesNoOtherFile() throws IOException {
    Path moved = directory.resolve("moved");
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      Files.move(file, moved);
      Files.createFile(Files.createDirectory(file).resolve("content"));

      assertThatThrownBy(() -> open.replace(State.EMPTY))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("mount its directory instead");
      open.append(put(FIRST, 1));
      assertThat(open.isLong()).isFalse();
    }

    assertThat(directory.resolve("state.jsonl.new")).doesNotExist();
    assertThat(found(moved).resources()).containsExactly(FIRST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "{}\n",
        "{\"streamcat-emulator-state\":1,\"region\":\"us-east-1\"}\n",
        "something else\n",
        "{\"streamcat-emulator-state\":1"
      })
  void anotherFile_isRefusedAndLeftAsItIs(String content) throws IOException {
    Files.writeString(file, content);

    assertRejected(ORIGIN, file.toString());
  }

  @Test
  void open_newerVersion_isRejectedUnchanged() throws IOException {
    Files.writeString(file, "{\"streamcat-emulator-state\":2,\"more\":{}}\n");

    assertRejected(ORIGIN, "has version 2, but this emulator reads only version 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "[]",
        "{}",
        "{\"numbers\":{},\"changes\":{}}",
        "{\"numbers\":{\"n\":\"1\"},\"changes\":[]}",
        "{\"numbers\":{},\"changes\":[{\"put\":\"PLANET\",\"key\":\"k\"}]}",
        "{\"numbers\":{},\"changes\":[{\"put\":\"STAGE\",\"key\":\"k\"}]}",
        "{\"numbers\":{},\"changes\":[{\"remove\":\"STAGE\",\"key\":\"k\"}]}"
      })
  void aDamagedLine_isRefusedAndLeftAsItIs(String line) throws IOException {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      open.append(put(FIRST, 1));
    }
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);

    assertRejected(ORIGIN, "is damaged in line 4");
  }

  @Test
  void open_missingDirectory_isRejected() {
    file = directory.resolve("none").resolve("state");

    assertThatThrownBy(() -> StateFile.open(file, ORIGIN))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("must be a file in a directory that exists");
  }

  @Test
  void append_closedFile_isRejected() {
    StateFile closed = StateFile.open(file, ORIGIN);
    closed.close();

    try (StateFile other = StateFile.open(file, ORIGIN)) {
      other.append(put(FIRST, 1));
      assertThatThrownBy(() -> closed.append(put(SECOND, 2)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.toString());
      assertThatThrownBy(() -> closed.replace(State.EMPTY))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(found(file).resources()).containsExactly(FIRST);
  }

  private void assertRejected(Origin origin, String message) {
    byte[] before = bytes();
    assertThatThrownBy(() -> StateFile.open(file, origin))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(message);
    assertThat(bytes()).isEqualTo(before);
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static State found(Path file) {
    try (StateFile open = StateFile.open(file, ORIGIN)) {
      return open.found();
    }
  }

  private static Changes put(Resource resource, long number) {
    return new Changes("x", List.of(new Change(resource, false)), Map.of("n", number));
  }

  private static Resource stage(String key, long order) {
    Instant created = Instant.parse("2030-01-01T00:00:00.123456789Z");
    return new Resource(
        ResourceType.STAGE,
        key,
        order == 1 ? null : "parent",
        order,
        created,
        created.plusNanos(order),
        Map.of("name", "ä\n\"", "list", List.of(1L, 1.5, true), "map", Map.of("k", "v")));
  }
}
