package io.streamcat.spring.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.event.ingest.IvsEventListener;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.UserReinstatedEvent;
import io.streamcat.spring.UserSuspendedEvent;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** The suspension of users in Spring: the bean, the events, and the listener to encoders. */
@Guarantee("SUSPEND-04")
class SuspensionsTest {

  private static User todd(ApplicationContext context) {
    return context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
  }

  @Test
  void suspensionsBean_publishesEventsOfTheApplication() {
    List<Object> seen = new ArrayList<>();
    ApplicationListener<PayloadApplicationEvent<?>> listener = e -> seen.add(e.getPayload());
    Contexts.inMemory()
        .withInitializer(context -> context.addApplicationListener(listener))
        .run(
            context -> {
              User todd = todd(context);
              Suspensions suspensions = context.getBean(Suspensions.class);

              suspensions.suspend(todd.id(), "showed a film", null);
              suspensions.reinstate(todd.id());

              assertThat(seen)
                  .satisfiesExactly(
                      event ->
                          assertThat(event)
                              .isInstanceOfSatisfying(
                                  UserSuspendedEvent.class,
                                  e -> assertThat(e.userId()).isEqualTo(todd.id())),
                      event ->
                          assertThat(event)
                              .isInstanceOfSatisfying(
                                  UserReinstatedEvent.class,
                                  e -> assertThat(e.userId()).isEqualTo(todd.id())));
            });
  }

  @Test
  void suspend_eventListenerThrows_succeeds() {
    ApplicationListener<PayloadApplicationEvent<?>> listener =
        e -> {
          throw new IllegalStateException("no mail server");
        };
    Contexts.inMemory()
        .withInitializer(context -> context.addApplicationListener(listener))
        .run(
            context -> {
              User todd = todd(context);

              User after = context.getBean(Suspensions.class).suspend(todd.id(), "why", null);

              assertThat(after.state()).isEqualTo(UserState.SUSPENDED);
            });
  }

  @Test
  void ingester_suspendedUserGoesLive_stopsTheChannel() {
    Contexts.inMemory()
        .run(
            context -> {
              User todd = todd(context);
              String channel = todd.channel().arn();
              context.getBean(Suspensions.class).suspend(todd.id(), "showed a film", null);
              context.getBean(IvsEmulator.class).startStream(channel);

              assertThat(context.getBean(EventIngester.class).ingest(List.of(wentLive(channel))))
                  .allMatch(EventOutcome::isStored);

              assertThat(context.getBean(ChannelService.class).isLive(channel)).isFalse();
              assertThat(context.getBeansOfType(IvsEventListener.class)).hasSize(1);
            });
  }

  private static String wentLive(String channelArn) {
    return Contexts.wentLive("st-1")
        .replaceAll("arn:aws:ivs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9]+", channelArn);
  }
}
