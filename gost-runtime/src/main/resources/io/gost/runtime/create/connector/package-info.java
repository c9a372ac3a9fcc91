/**
 * Says {@code host:port} and a newline to the node; after its {@code ok} the connection leads to
 * the target.
 */
package com.example.sample;
