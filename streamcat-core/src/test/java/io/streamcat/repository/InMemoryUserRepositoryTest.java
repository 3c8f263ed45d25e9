package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamcat.exception.StorageException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryUserRepositoryTest extends UserRepositoryContract {

  private static final Set<String> WRITES = Set.of("insert", "update", "delete");

  private final UserRepository repository = UserRepository.inMemory();

  @Override
  protected UserRepository repository() {
    return repository;
  }

  @Override
  protected Optional<UserRepository> losingAnswers() {
    return Optional.of(
        (UserRepository)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(repository, arguments);
                  if (WRITES.contains(method.getName())) {
                    throw new StorageException("the answer was lost", true, null);
                  }
                  return answer;
                }));
  }

  @Test
  void update_withoutTheNextRevision_isRejected() {
    UserRecord todd = active("1", "todd");
    repository.insert(todd);

    assertThatIllegalArgumentException().isThrownBy(() -> repository.update(todd, todd));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository.update(todd, todd.written(writer()).written(writer())));
    assertThat(repository.findByKey(todd.key())).contains(todd);
  }

  @Test
  void update_withAnotherKey_isRejected() {
    UserRecord todd = active("1", "todd");
    repository.insert(todd);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository.update(todd, active("2", "ann").written(writer())));
    assertThat(repository.findByKey(todd.key())).contains(todd);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, UserRepository.PAGE, UserRepository.PAGE + 1, 2 * UserRepository.PAGE + 1})
  void stream_allRecords_returnsEachOnce(int count) {
    IntStream.range(0, count).forEach(i -> repository.insert(active("user-" + i, null)));

    assertThat(repository.stream().limit(2 * count + 1).map(UserRecord::key).toList())
        .hasSize(count)
        .doesNotHaveDuplicates();
  }

  @Test
  void stream_deletesMeanwhile_returnsEveryOtherRecordOnce() {
    IntStream.range(0, 2 * UserRepository.PAGE)
        .forEach(i -> repository.insert(active("user-" + i, null)));
    List<String> seen = new ArrayList<>();

    for (Iterator<UserRecord> all = repository.stream().iterator(); all.hasNext(); ) {
      UserRecord record = all.next();
      seen.add(record.key());
      repository.delete(record);
    }

    assertThat(seen).hasSize(2 * UserRepository.PAGE).doesNotHaveDuplicates();
    assertThat(repository.page(null, 1)).isEmpty();
  }
}
