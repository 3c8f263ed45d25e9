package io.streamcat.realtime;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * Stages in AWS. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.error.AwsException} or
 * a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface RealTimeService {

  /**
   * Creates a service on an IVS Real-Time client.
   *
   * @param client the client; it stays the caller's to close
   * @param calls how calls are made
   * @return a new service
   */
  static RealTimeService create(IvsRealTimeClient client, AwsCalls calls) {
    return new IvsRealTimeService(client, calls);
  }

  /**
   * Creates one stage, whatever becomes of the answers.
   *
   * <p>The stage is tagged with an attempt unless the settings hold one, so that it is recognised
   * if the answer is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the stage
   * @throws io.streamcat.error.OutcomeUnknownException if it may exist but could not be found in
   *     time
   * @throws io.streamcat.error.InvalidInputException if the name is not legal
   */
  Stage create(String name, StageSettings settings);

  /**
   * Gets a stage.
   *
   * @param arn the stage's ARN
   * @return the stage, or empty if there is none
   */
  Optional<Stage> get(String arn);

  /**
   * Finds stages by name and tags, ordered by ARN.
   *
   * <p>ListStages has no filter: all stages of the account and region are paged through.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the stages found; a stage created moments ago may not be among them
   */
  List<Stage> find(String name, Map<String, String> tags);

  /**
   * Lists all stages of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Changes a stage's settings; tags are left alone.
   *
   * @param arn the stage's ARN
   * @param settings the settings to have
   * @return the stage as it is now
   * @throws io.streamcat.error.ResourceNotFoundException if there is none
   */
  Stage update(String arn, StageSettings settings);

  /**
   * Deletes a stage, disconnecting everyone on it; a stage that does not exist counts as deleted.
   *
   * @param arn the stage's ARN
   */
  void delete(String arn);
}
