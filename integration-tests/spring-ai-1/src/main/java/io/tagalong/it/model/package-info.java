/** A model behind a gateway, through one framework: other modules have these classes for others. */
@NullMarked
package io.tagalong.it.model;

import org.jspecify.annotations.NullMarked;
