/**
 * TCP on which a client first says {@code sample}, a blank, the password and a newline, and hears
 * {@code welcome}. Then the connection belongs to the handler.
 */
package com.example.sample;
