package io.streamcat.examples.cli;

import java.util.Optional;

/** Questions to the operator, which never use standard input, standard output or standard error. */
interface Prompter {

  /** A prompter without a terminal, which asks nothing. */
  Prompter NONE =
      new Prompter() {
        @Override
        public Optional<String> ask(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<String> askSecretly(String question) {
          return Optional.empty();
        }
      };

  /**
   * Prompts for an answer.
   *
   * @param question the question, which may have several lines
   * @return the answer without the line's end, empty text at the end of input; or empty without a
   *     terminal
   */
  Optional<String> ask(String question);

  /**
   * Prompts for a secret, which the terminal does not show.
   *
   * @param question the question
   * @return the answer; or empty without a terminal
   */
  Optional<String> askSecretly(String question);
}
