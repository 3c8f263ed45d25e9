package io.streamcat.jdbc.entity;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.broadcast.SampleBroadcasts;
import io.streamcat.channel.Channel;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserState;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The entities in an application's own queries and relations. */
@Guarantee("STORE-08")
class EntitiesTest {

  private static final TestDatabase DATABASE = TestDatabase.H2;

  private final UserRecord todd = full("1");
  private SessionFactory factory;
  private JdbcUserRepository users;

  private static Stream<TestDatabase> databases() {
    return Stream.of(
        TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB, TestDatabase.MYSQL_DRIVER);
  }

  private static Configuration configuration(TestDatabase database) {
    Configuration configuration = new Configuration();
    StreamCatEntities.classes().forEach(configuration::addAnnotatedClass);
    configuration.getProperties().put("hibernate.connection.datasource", database.dataSource());
    if (database == TestDatabase.MYSQL_DRIVER) {
      // Hibernate uses features of MySQL that a MariaDB behind MySQL's driver lacks.
      configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.MySQLDialect");
    }
    return configuration
        .setProperty("hibernate.hbm2ddl.auto", "validate")
        .setProperty("hibernate.generate_statistics", "true");
  }

  @BeforeEach
  void start() {
    users =
        JdbcUserRepository.builder(DATABASE.empty())
            .streamKeys(StreamKeyStorage.plainText())
            .build();
    users.insert(todd);
    users.insert(provisioning("2", "ann", null));
    users.insert(active("3", null));
    users.insert(spare("4"));
    DATABASE.execute("DROP TABLE IF EXISTS profile");
    DATABASE.execute(
        "CREATE TABLE profile (id BIGINT PRIMARY KEY, biography VARCHAR(255), user_id VARCHAR(128)"
            + " REFERENCES streamcat_user (user_id) ON DELETE CASCADE)");
    factory = configuration(DATABASE).addAnnotatedClass(ProfileEntity.class).buildSessionFactory();
  }

  @AfterEach
  void stop() {
    factory.close();
    DATABASE.execute("DROP TABLE profile");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void mapping_matchesTheTables(TestDatabase database) {
    UserRecord record = full("1");
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    repository.insert(record);

    try (SessionFactory unit = configuration(database).buildSessionFactory();
        EntityManager em = unit.createEntityManager()) {
      UserEntity entity = em.find(UserEntity.class, record.key());
      assertThat(entity.getCreatedAt()).isEqualTo(NOW);
      assertThat(entity.getPendingTasks()).isEqualTo(record.pending());
      assertThat(Objects.requireNonNull(entity.getStage()).getUser()).isSameAs(entity);
    }
  }

  @Test
  void entity_hasTheValuesOfTheRecord() {
    UserEntity entity = reading(em -> em.find(UserEntity.class, todd.key()));

    assertThat(entity.getRecordKey()).isEqualTo(todd.key());
    assertThat(entity.getUserId()).isEqualTo("1");
    assertThat(entity.getUsername()).isEqualTo("user-1");
    assertThat(entity.getUsernameKey()).isEqualTo("user-1");
    assertThat(entity.getState()).isEqualTo(todd.state());
    assertThat(entity.getRegion()).isEqualTo("us-east-1");
    assertThat(entity.getAccount()).isEqualTo("123456789012");
    assertThat(entity.getResourceName()).isEqualTo(todd.resourceName());
    assertThat(entity.getPendingTasks()).isEqualTo(todd.pending());
    assertThat(entity.getAttempts()).isEqualTo(3);
    assertThat(entity.getDueAt()).isEqualTo(todd.dueAt().orElseThrow());
    assertThat(entity.getLease()).isEqualTo(todd.lease());
    assertThat(entity.getVersion()).isEqualTo(1);
    assertThat(entity.getCreatedAt()).isEqualTo(todd.createdAt());
    assertThat(entity.getUpdatedAt()).isEqualTo(todd.updatedAt());
  }

  @Test
  void resourceEntities_haveTheValuesOfTheRecord() {
    UserEntity entity = reading(em -> em.find(UserEntity.class, todd.key()));
    ChannelEntity channel = Objects.requireNonNull(entity.getChannel());
    Channel recorded = Objects.requireNonNull(todd.resources().channel());

    assertThat(channel.getUser()).isSameAs(entity);
    assertThat(channel.getRecordKey()).isEqualTo(todd.key());
    assertThat(channel.getArn()).isEqualTo(recorded.arn());
    assertThat(channel.getName()).isEqualTo(recorded.name());
    assertThat(channel.getIngestEndpoint()).isEqualTo(recorded.ingestEndpoint());
    assertThat(channel.getPlaybackUrl()).isEqualTo(recorded.playbackUrl());
    assertThat(channel.getStreamKeyArn()).isEqualTo(recorded.streamKey().arn());
    assertThat(channel.getSrtEndpoint()).isEqualTo(recorded.srt().endpoint());
    assertThat(channel.getSettings()).isEqualTo(recorded.settings());
    assertThat(entity.getChatRoom().getSettings())
        .isEqualTo(todd.resources().chatRoom().settings());
    assertThat(entity.getStage().getSettings()).isEqualTo(todd.resources().stage().settings());
    assertThat(entity.getStage().getEndpoints()).isEqualTo(todd.resources().stage().endpoints());
  }

  @Test
  void broadcastEntities_haveTheValuesOfTheRepository() {
    JdbcBroadcastRepository broadcasts = JdbcBroadcastRepository.create(DATABASE.dataSource());
    broadcasts.merge(
        List.of(SampleBroadcasts.ended("st-1", LATER)),
        List.of(SampleBroadcasts.everythingOf("p1")),
        null);

    assertThat(reading(em -> em.find(BroadcastEntity.class, "st-1")).getBroadcast())
        .isEqualTo(broadcasts.find("st-1").orElseThrow());
    assertThat(
            reading(
                    em ->
                        em.createQuery("select p from PublicationEntity p", PublicationEntity.class)
                            .getSingleResult())
                .getPublication())
        .isEqualTo(SampleBroadcasts.everythingOf("p1"));
  }

  @Test
  void query_byChannel_findsTheUser() {
    String username =
        reading(
            em ->
                em.createQuery(
                        "select u.username from UserEntity u where u.channel.arn = :arn",
                        String.class)
                    .setParameter("arn", todd.resources().channel().arn())
                    .getSingleResult());

    assertThat(username).isEqualTo("user-1");
  }

  @Test
  void query_byStateAndPendingTasks_findsUsers() {
    List<String> ids =
        reading(
            em ->
                em.createQuery(
                        "select u.userId from UserEntity u where u.state = :state and u.pending"
                            + " like '%CREATE_RESOURCE%'",
                        String.class)
                    .setParameter("state", UserState.PROVISIONING)
                    .getResultList());

    assertThat(ids).containsExactly("2");
  }

  @Test
  void query_entityOfTheApplication_isJoinedWithItsUser() {
    writing(this::persistProfile);
    writing(em -> em.persist(new ProfileEntity(2, null, "has no user")));

    List<String> found =
        reading(
            em ->
                em.createQuery(
                        "select c.playbackUrl from ProfileEntity p join p.user u join u.channel c"
                            + " where p.biography = 'streams cats'",
                        String.class)
                    .getResultList());
    UserEntity user =
        reading(
            em -> {
              UserEntity lazy = em.find(ProfileEntity.class, 1L).user();
              assertThat(lazy.getUsername()).isEqualTo("user-1");
              return lazy;
            });

    assertThat(found).containsExactly(todd.resources().channel().playbackUrl());
    assertThat(user.getUserId()).isEqualTo("1");
  }

  private void persistProfile(EntityManager em) {
    UserEntity user = em.find(UserEntity.class, todd.key());
    em.persist(new ProfileEntity(1, user, "streams cats"));
  }

  /** The application's unit of work has read users, too. */
  @Test
  void flush_entitiesOfTheApplication_doesNotWriteUsers() {
    writing(this::persistProfile);

    writing(
        em -> {
          ProfileEntity profile = em.find(ProfileEntity.class, 1L);
          assertThat(profile.user().getChannel()).isNotNull();
          UserRecord next = todd.leased(null).written(writer());
          assertThat(users.update(todd, next)).isTrue();
          profile.describe("streams dogs");
        });

    assertThat(users.findById(todd.id()).orElseThrow().revision().version()).isEqualTo(2);
  }

  @Test
  void persist_isRejected() {
    assertReadOnly(
        em -> {
          UserEntity copy = new UserEntity();
          set(copy, "recordKey", "new");
          em.persist(copy);
        });
    assertReadOnly(em -> em.persist(new StageEntity()));
    assertReadOnly(em -> em.persist(new BroadcastEntity()));
  }

  @Test
  void remove_isRejected() {
    assertReadOnly(em -> em.remove(em.find(UserEntity.class, todd.key())));
    assertReadOnly(em -> em.remove(em.find(UserEntity.class, todd.key()).getChannel()));

    assertThat(users.findById(todd.id())).contains(todd);
  }

  /** There are no setters, and a change by reflection is not stored. */
  @Test
  void change_byReflection_isNotWritten() {
    writing(em -> set(em.find(UserEntity.class, todd.key()), "username", "somebody-else"));

    assertThat(users.findById(todd.id())).contains(todd);
  }

  @Test
  void entities_haveNoSetters() {
    for (Class<?> entity : StreamCatEntities.classes()) {
      assertThat(entity.getMethods()).noneMatch(method -> method.getName().startsWith("set"));
    }
  }

  @Test
  void toString_containsNoSecret() {
    UserEntity entity = reading(em -> em.find(UserEntity.class, todd.key()));

    assertThat(entity.toString()).contains("user-1").doesNotContain("argon2", "registration");
    assertThat(entity.getChannel().toString())
        .contains(todd.resources().channel().arn())
        .doesNotContain("sk_", "passphrase");
  }

  @Test
  void find_withResources_takesOneStatement() {
    assertThat(statements(() -> reading(em -> em.find(UserEntity.class, todd.key())))).isEqualTo(1);
  }

  @Test
  void query_withTheEntityGraph_takesOneStatement() {
    List<UserEntity> found = new ArrayList<>();

    assertThat(
            statements(
                () ->
                    reading(
                        em ->
                            found.addAll(
                                em.createQuery("select u from UserEntity u", UserEntity.class)
                                    .setHint(
                                        "jakarta.persistence.loadgraph",
                                        em.getEntityGraph(UserEntity.WITH_RESOURCES))
                                    .getResultList()))))
        .isEqualTo(1);
    assertThat(found).hasSize(4);
  }

  private void assertReadOnly(Consumer<EntityManager> change) {
    assertThatThrownBy(() -> writing(change))
        .isInstanceOf(StreamCatException.class)
        .hasMessageContaining("is read-only; users are changed through UserProvisioner");
  }

  private static void set(Object entity, String name, Object value) {
    try {
      Field field = entity.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(entity, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private long statements(Runnable action) {
    factory.getStatistics().clear();
    action.run();
    return factory.getStatistics().getPrepareStatementCount();
  }

  private void writing(Consumer<EntityManager> work) {
    try (EntityManager em = factory.createEntityManager()) {
      em.getTransaction().begin();
      try {
        work.accept(em);
        em.getTransaction().commit();
      } finally {
        if (em.getTransaction().isActive()) {
          em.getTransaction().rollback();
        }
      }
    }
  }

  private <T> T reading(Function<EntityManager, T> query) {
    try (EntityManager em = factory.createEntityManager()) {
      return query.apply(em);
    }
  }
}
