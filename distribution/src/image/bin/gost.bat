@echo off
rem Starts gost on the runtime image beside this script: see bin/gost.
setlocal
for %%i in ("%~dp0..") do set "home=%%~fi"
set "aot="
if exist "%home%\lib\gost.aot" set aot="-XX:AOTCache=%home%\lib\gost.aot"
set "CLASSPATH="
"%home%\runtime\bin\java" "@%home%\lib\jvm.options" %aot% "-Djava.library.path=%home%\lib\native" "-Dgost.home=%home%" %GOST_JAVA_OPTS% -m io.gost.runtime/io.gost.runtime.cli.Main %*
exit /b %errorlevel%
