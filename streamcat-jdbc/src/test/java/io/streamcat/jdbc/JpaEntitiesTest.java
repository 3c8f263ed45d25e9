package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.chatRoom;
import static io.streamcat.user.SampleUsers.stage;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.error.StorageException;
import io.streamcat.user.ChannelChange;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application's own queries see, and what they and the repository's cost. */
class JpaEntitiesTest {

  private final SessionFactory factory = JpaUnits.of(TestDatabase.H2);
  private final JpaUserRepository repository = JpaUnits.repository(factory);

  @BeforeEach
  void insertUsers() {
    StoredUser todd = user("1", "Todd", "key-1").withDue(Set.of(ChannelChange.STREAM_KEY));
    repository.insert(
        todd.with(todd.user().with(channel(), NOW).with(chatRoom(), NOW).with(stage(), NOW)));
    repository.insert(user("2", "ann", null));
    repository.insert(user("3", null, null));
  }

  @Test
  void query_byChannel_findsTheUsername() {
    String username =
        reading(
            em ->
                em.createQuery(
                        "select u.username from UserEntity u where u.channel.arn = :arn",
                        String.class)
                    .setParameter("arn", channel().arn())
                    .getSingleResult());

    assertThat(username).isEqualTo("Todd");
  }

  @Test
  void query_byStateAndWhatIsMissing_takesTheConstants() {
    List<String> ids =
        reading(
            em ->
                em.createQuery(
                        "select u.id from UserEntity u where u.state = :state and u.missing like"
                            + " '%CHAT_ROOM%' order by u.id",
                        String.class)
                    .setParameter("state", UserState.PROVISIONING)
                    .getResultList());

    assertThat(ids).containsExactly("2", "3");
  }

  @Test
  void entity_hasWhatTheRepositoryHas() {
    StoredUser todd = repository.findById(UserId.of("1")).orElseThrow();
    UserEntity entity = reading(em -> em.find(UserEntity.class, "1"));

    assertThat(entity.getId()).isEqualTo("1");
    assertThat(entity.getUsername()).isEqualTo("Todd");
    assertThat(entity.getUsernameKey()).isEqualTo("todd");
    assertThat(entity.getIdempotencyKey()).isEqualTo(todd.idempotencyKey());
    assertThat(entity.getState()).isEqualTo(todd.user().state());
    assertThat(entity.getAttemptId()).isEqualTo(todd.attempt().id());
    assertThat(entity.getResourceName()).isEqualTo(todd.attempt().resourceName());
    assertThat(entity.getMissing()).isEqualTo(todd.missing());
    assertThat(entity.getDue()).isEqualTo(todd.due());
    assertThat(entity.getLease()).isEqualTo(todd.lease());
    assertThat(entity.getProblem()).isNull();
    assertThat(entity.getVersion()).isZero();
    assertThat(entity.getCreatedAt()).isEqualTo(NOW);
    assertThat(entity.getUpdatedAt()).isEqualTo(NOW);
  }

  @Test
  void resourceEntities_haveWhatTheRepositoryHas() {
    UserEntity todd = reading(em -> em.find(UserEntity.class, "1"));
    ChannelEntity channel = todd.getChannel();
    ChatRoomEntity chatRoom = todd.getChatRoom();
    StageEntity stage = todd.getStage();

    assertThat(channel.getUser()).isSameAs(todd);
    assertThat(channel.getUserId()).isEqualTo("1");
    assertThat(channel.getArn()).isEqualTo(channel().arn());
    assertThat(channel.getName()).isEqualTo(channel().name());
    assertThat(channel.getIngestEndpoint()).isEqualTo(channel().ingestEndpoint());
    assertThat(channel.getPlaybackUrl()).isEqualTo(channel().playbackUrl());
    assertThat(channel.getStreamKeyArn()).isEqualTo(channel().streamKey().arn());
    assertThat(channel.getSrtEndpoint()).isEqualTo(channel().srt().endpoint());
    assertThat(channel.getSettings()).isEqualTo(channel().settings());
    assertThat(chatRoom.getSettings()).isEqualTo(chatRoom().settings());
    assertThat(stage.getSettings()).isEqualTo(stage().settings());
    assertThat(stage.getEndpoints()).isEqualTo(stage().endpoints());
  }

  @Test
  void version_growsWithEveryChange() {
    repository.attach(UserId.of("2"), "worker", channel("another"), NOW);
    long before = reading(em -> em.find(UserEntity.class, "2")).getVersion();

    repository.release(UserId.of("2"), "worker", NOW, null);

    assertThat(reading(em -> em.find(UserEntity.class, "2")).getVersion()).isGreaterThan(before);
  }

  @Test
  void toString_tellsNoSecret() {
    JpaUserRepository plain =
        JpaUserRepository.builder(factory).streamKeys(StreamKeyStorage.plainText()).build();
    plain.attach(UserId.of("2"), "worker", channel("plain"), NOW);
    UserEntity ann = reading(em -> em.find(UserEntity.class, "2"));

    assertThat(plain.findById(UserId.of("2")).orElseThrow().user().channel())
        .isEqualTo(channel("plain"));
    assertThat(ann.toString()).contains("ann").doesNotContain("argon2");
    assertThat(ann.getChannel().toString())
        .contains(channel("plain").arn())
        .doesNotContain("secret", "passphrase");
  }

  @Test
  void find_isOneStatement() {
    assertThat(statements(() -> repository.findById(UserId.of("1")))).isEqualTo(1);
    assertThat(statements(() -> repository.findById(UserId.of("3")))).isEqualTo(1);
    assertThat(statements(() -> repository.findByResource(stage().arn()))).isEqualTo(1);
  }

  @Test
  void insert_isOneStatement_andAttachFour() {
    assertThat(statements(() -> repository.insert(user("4", "bob", null)))).isEqualTo(1);
    assertThat(statements(() -> repository.attach(UserId.of("4"), "worker", channel("bob"), NOW)))
        .isEqualTo(4);
  }

  @Test
  void page_isOneStatement() {
    assertThat(statements(() -> assertThat(repository.page(null, 10)).hasSize(3))).isEqualTo(1);
  }

  @Test
  void anEntityWithAllItHas_isOneStatement() {
    assertThat(statements(() -> reading(em -> em.find(UserEntity.class, "3")))).isEqualTo(1);
  }

  @Test
  void aQueryWithTheEntityGraph_isOneStatement() {
    Consumer<EntityManager> query =
        em ->
            assertThat(
                    em.createQuery("select u from UserEntity u", UserEntity.class)
                        .setHint(
                            "jakarta.persistence.loadgraph",
                            em.getEntityGraph(UserEntity.WITH_RESOURCES))
                        .getResultList())
                .hasSize(3);

    assertThat(
            statements(
                () ->
                    reading(
                        em -> {
                          query.accept(em);
                          return em;
                        })))
        .isEqualTo(1);
  }

  @Test
  void build_withoutTheEntities_saysWhatToDo() {
    try (SessionFactory other =
        JpaUnits.configuration(TestDatabase.H2, List.of()).buildSessionFactory()) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> JpaUserRepository.create(other))
          .withMessageContaining("managedClasses()");
    }
  }

  private long statements(Runnable action) {
    factory.getStatistics().clear();
    action.run();
    return factory.getStatistics().getPrepareStatementCount();
  }

  private <T> T reading(Function<EntityManager, T> query) {
    try (EntityManager em = factory.createEntityManager()) {
      return query.apply(em);
    }
  }
}
