package io.streamcat.examples.web.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hears of every step that StreamCat takes, writes it to the log, and keeps it for the pages that
 * wait for it.
 *
 * <p>What it keeps is for show: it is lost when the site is restarted, and another server does not
 * know it. What counts is in the database.
 */
@Component
public class ProgressBoard implements ProvisioningListener {

  private static final Logger log = LoggerFactory.getLogger(ProgressBoard.class);

  private final Cache<UserId, Progress> users =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(15)).build();

  /**
   * Begins to keep the steps of a user, from nothing.
   *
   * @param id the user
   * @return what will be filled as the work goes on
   */
  public Progress begin(UserId id) {
    Progress progress = new Progress();
    users.put(id, progress);
    return progress;
  }

  /**
   * Finds the steps of a user.
   *
   * @param id the user
   * @return the steps, or empty if none are kept
   */
  public Optional<Progress> find(UserId id) {
    return Optional.ofNullable(users.getIfPresent(id));
  }

  @Override
  public void onStep(ProvisioningStep step) {
    String subject = step.kind() == null ? "user" : step.kind().words();
    String detail = step.arn() == null ? "" : step.arn();
    if (step.failure() == null) {
      log.info("{}: {} {} {}", step.userId(), subject, step.phase(), detail);
    } else {
      log.warn("{}: {} {}: {}", step.userId(), subject, step.phase(), step.failure().getMessage());
    }
    Progress progress = users.getIfPresent(step.userId());
    if (progress != null) {
      progress.note(step);
    }
  }
}
