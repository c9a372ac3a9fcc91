/** The direct plugin. */
package io.gost.plugin.direct;
