/** Keys that tokens are signed with, and their public halves in AWS. */
@NullMarked
package io.streamcat.signing;

import org.jspecify.annotations.NullMarked;
