/** The keys that sign tokens, and their public halves in AWS. */
@NullMarked
package io.streamcat.signing;

import org.jspecify.annotations.NullMarked;
