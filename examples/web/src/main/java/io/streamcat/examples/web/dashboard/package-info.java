/** What users see of what is theirs. */
@NullMarked
package io.streamcat.examples.web.dashboard;

import org.jspecify.annotations.NullMarked;
