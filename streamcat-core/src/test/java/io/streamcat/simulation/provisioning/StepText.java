package io.streamcat.simulation.provisioning;

import io.streamcat.repository.PendingTask;
import io.streamcat.repository.UserRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An argument or result of the store, which becomes text only if the step is printed.
 *
 * @param value a record, a list or an optional of records, or something else
 */
record StepText(@Nullable Object value) {

  @Override
  public String toString() {
    if (value instanceof Optional<?> optional) {
      return optional.map(StepText::new).map(StepText::toString).orElse("nothing");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(StepText::new).toList().toString();
    }
    return value instanceof UserRecord record ? describe(record) : String.valueOf(value);
  }

  private static String describe(UserRecord record) {
    return record.label()
        + " revision "
        + record.revision().version()
        + " "
        + record.state()
        + " "
        + record.resources().kinds()
        + " pending "
        + record.pending().list().stream().map(PendingTask::name).toList()
        + (record.lease() == null
            ? ""
            : " lease of " + record.lease().owner() + " until " + record.lease().until());
  }
}
