package io.streamcat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link UserRepository}. A store's test extends this class and creates empty
 * repositories.
 *
 * <p>A store must accept texts of these lengths in code points: user ids, lease owners, resource
 * names and idempotency keys 128, usernames 255, password hashes 512, ARNs 256, regions 64, keys
 * and writers 36, problems {@value Progress#MAX_PROBLEM}.
 */
@Guarantee({"STORE-01", "STORE-02"})
public abstract class UserRepositoryContract {

  /** Returns the repository under test, which must be empty at the start of each test. */
  protected abstract UserRepository repository();

  /** Returns another repository on the same store, like that of another server. */
  protected UserRepository otherServer() {
    return repository();
  }

  /**
   * Returns a record as the repository returns it. A store without stream keys returns the record
   * without them.
   */
  protected UserRecord asStored(UserRecord record) {
    return record;
  }

  /**
   * Returns a repository on the same store whose every write takes effect and then throws {@link
   * io.streamcat.exception.StorageException}, as if the acknowledgement of the commit were lost. If
   * empty, the tests that need the repository are skipped.
   */
  protected Optional<UserRepository> losingAnswers() {
    return Optional.empty();
  }

  /**
   * Returns a repository on the same store whose every write throws an {@link Error} halfway. If
   * empty, because a write cannot fail halfway, the tests that need the repository are skipped.
   */
  protected Optional<UserRepository> breakingOff() {
    return Optional.empty();
  }

  @Test
  void storeId_anyRepository_isLegalAndConstant() {
    assertThat(repository().storeId())
        .matches("[a-zA-Z0-9-]{1,36}")
        .isEqualTo(repository().storeId())
        .isEqualTo(otherServer().storeId());
  }

  @Test
  void isTransactionActive_withoutTransaction_isFalse() {
    assertThat(repository().isTransactionActive()).isFalse();
  }

  @Nested
  class Insert extends InsertContract {
    Insert() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Find extends FindContract {
    Find() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Page extends PageContract {
    Page() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Bulk extends BulkContract {
    Bulk() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Pending extends PendingContract {
    Pending() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Update extends UpdateContract {
    Update() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class EachComponent extends ComponentContract {
    EachComponent() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class ArbitraryRecords extends ArbitraryRecordsContract {
    ArbitraryRecords() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Delete extends DeleteContract {
    Delete() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    Concurrency() {
      super(UserRepositoryContract.this);
    }
  }

  @Nested
  class Failure extends FailureContract {
    Failure() {
      super(UserRepositoryContract.this);
    }
  }
}
