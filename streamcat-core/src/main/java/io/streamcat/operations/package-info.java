/** What users do with what they have: talk, go live, be watched. */
@NullMarked
package io.streamcat.operations;

import org.jspecify.annotations.NullMarked;
