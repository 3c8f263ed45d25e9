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
 * A listener that logs all steps of StreamCat and keeps them for the pages that show progress.
 *
 * <p>The steps are for display only: they are lost at a restart, and other servers do not have
 * them. The database holds the state that counts.
 */
@Component
public class ProgressBoard implements ProvisioningListener {

  private static final Logger log = LoggerFactory.getLogger(ProgressBoard.class);

  private final Cache<UserId, Progress> users =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(15)).build();

  /**
   * Starts to record the steps of a user.
   *
   * @param id the user
   * @return the progress, empty at first
   */
  public Progress begin(UserId id) {
    Progress progress = new Progress();
    users.put(id, progress);
    return progress;
  }

  /**
   * Finds the progress of a user.
   *
   * @param id the user
   * @return the progress, or empty if none is recorded
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
