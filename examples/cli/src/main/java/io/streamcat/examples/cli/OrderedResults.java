package io.streamcat.examples.cli;

import io.streamcat.examples.cli.UserQueue.Outcome;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of a file's entries, printed in the order of the file as soon as those before are
 * known. Deferred entries, which may take long, are printed at the end.
 */
final class OrderedResults {

  private final Results results;
  private final SortedMap<Integer, Outcome> ready = new TreeMap<>();
  private final BitSet known = new BitSet();
  private final BitSet deferred = new BitSet();
  private int next;

  OrderedResults(Results results) {
    this.results = results;
  }

  void add(Outcome outcome) {
    known.set(outcome.position());
    ready.put(outcome.position(), outcome);
    flush();
  }

  /** Defers an entry, so that those after it are printed first. */
  void defer(int position) {
    deferred.set(position);
    flush();
  }

  /** Returns the first entry without a result at or after a position. */
  int firstUnknown(int position) {
    return known.nextClearBit(position);
  }

  /** Prints the deferred entries and the summary, and returns the exit status. */
  int end() {
    ready.values().forEach(this::print);
    return results.end();
  }

  private void flush() {
    for (; known.get(next) || deferred.get(next); next++) {
      Outcome outcome = deferred.get(next) ? null : ready.remove(next);
      if (outcome != null) {
        print(outcome);
      }
    }
  }

  private void print(Outcome outcome) {
    results.add(outcome.origin(), outcome.username(), outcome.result());
  }
}
