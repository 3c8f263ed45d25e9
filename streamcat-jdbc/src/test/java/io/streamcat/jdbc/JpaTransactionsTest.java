package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.LATER;
import static io.streamcat.user.SampleUsers.MUCH_LATER;
import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.leased;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.StreamCatException;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.Lease;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose transactions and persistence contexts the repository works in. */
class JpaTransactionsTest {

  private static final UserId TODD = UserId.of("1");

  private final SessionFactory factory = JpaUnits.of(TestDatabase.POSTGRESQL);
  private final EntityManager shared = factory.createEntityManager();
  private final JpaUserRepository joining = JpaUnits.repository(new JpaUnits.Shared(shared));
  private final JpaUserRepository other = JpaUnits.repository(factory);

  @AfterEach
  void close() {
    if (shared.getTransaction().isActive()) {
      shared.getTransaction().rollback();
    }
    shared.close();
  }

  // ---- the caller's transaction

  @Test
  void callersRollback_undoesAnInsertion() {
    shared.getTransaction().begin();
    joining.insert(user("1", "todd", null));
    assertThat(joining.findById(TODD)).isPresent();
    assertThat(other.findById(TODD)).isEmpty();

    shared.getTransaction().rollback();

    assertThat(joining.findById(TODD)).isEmpty();
  }

  @Test
  void callersTransaction_survivesADuplicate() {
    other.insert(user("1", "todd", null));
    shared.getTransaction().begin();

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> joining.insert(user("2", "TODD", null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(DuplicateUserException.Field.USERNAME));
    joining.insert(user("2", "ann", null));
    shared.getTransaction().commit();

    assertThat(other.findByUsername("ann")).isPresent();
  }

  @Test
  void callersTransaction_survivesALostLease() {
    other.insert(user("1", "todd", null));
    shared.getTransaction().begin();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> joining.release(TODD, "other", null, null));
    joining.release(TODD, "worker", null, null);
    shared.getTransaction().commit();

    assertThat(other.findById(TODD).map(StoredUser::lease)).isEmpty();
  }

  @Test
  void provisioner_insideATransaction_refusesToWork() {
    StreamCat streamcat =
        StreamCat.builder()
            .users(joining)
            .channelService(untouched(ChannelService.class))
            .chatRoomService(untouched(ChatRoomService.class))
            .realTimeService(untouched(RealTimeService.class))
            .build();
    try (streamcat) {
      shared.getTransaction().begin();

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", "correct horse")))
          .withMessageContaining("inside a database transaction");
    }
  }

  private static <T> T untouched(Class<T> service) {
    return service.cast(
        Proxy.newProxyInstance(
            service.getClassLoader(),
            new Class<?>[] {service},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName());
            }));
  }

  // ---- a persistence context that lives longer than a transaction

  @Test
  void anOldPersistenceContext_doesNotHideChanges() {
    joining.insert(user("1", "todd", null));
    UserEntity before = shared.find(UserEntity.class, "1");

    other.attach(TODD, "worker", channel(), LATER);

    assertThat(joining.findById(TODD)).isEqualTo(other.findById(TODD));
    assertThat(joining.page(null, 10)).containsExactly(other.findById(TODD).orElseThrow());
    assertThat(before.getChannel()).isNull();
    shared.refresh(before);
    assertThat(before.getChannel().getArn()).isEqualTo(channel().arn());
  }

  @Test
  void anOldPersistenceContext_doesNotHinderChanges() {
    joining.insert(user("1", "todd", null));
    joining.attach(TODD, "worker", channel("first"), NOW);
    assertThat(shared.find(ChannelEntity.class, "1")).isNotNull();

    joining.detach(TODD, "worker", ResourceKind.CHANNEL, NOW);
    joining.attach(TODD, "worker", channel("second"), NOW);
    joining.delete(TODD, "worker");
    joining.insert(user("1", "ann", null));

    assertThat(other.findById(TODD)).contains(user("1", "ann", null));
  }

  // ---- transactions of its own

  @Test
  void everyEntityManager_isClosed() {
    factory.getStatistics().clear();

    other.insert(user("1", "todd", null));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> other.insert(user("1", "ann", null)));

    assertThat(factory.getStatistics().getSessionOpenCount()).isPositive();
    assertThat(factory.getStatistics().getSessionCloseCount())
        .isEqualTo(factory.getStatistics().getSessionOpenCount());
    assertThat(other.isTransactionActive()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void claimExpired_passesOverWhoIsBeingClaimed(TestDatabase database) {
    SessionFactory unit = JpaUnits.of(database);
    JpaUserRepository recovery = JpaUnits.repository(unit);
    recovery.insert(leased("1", "todd", NOW.minusSeconds(20)));
    recovery.insert(leased("2", "ann", NOW.minusSeconds(10)));
    try (EntityManager em = unit.createEntityManager()) {
      em.getTransaction().begin();
      Lease first = new Lease("first", LATER);
      assertThat(JpaUnits.repository(new JpaUnits.Shared(em)).claim(TODD, first, NOW)).isPresent();

      assertThat(recovery.claimExpired(new Lease("recovery", MUCH_LATER), NOW, 10))
          .extracting(stored -> stored.user().username())
          .containsExactly("ann");
      em.getTransaction().commit();
    }
  }

  static TestDatabase[] databases() {
    return new TestDatabase[] {TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB};
  }
}
