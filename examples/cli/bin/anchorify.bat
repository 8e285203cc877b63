@echo off
rem Runs the anchorify command with the Java of JAVA_HOME or PATH.
setlocal

rem The jar is next to this script, or where the build of the project leaves it.
set "JAR=%~dp0anchorify.jar"
if not exist "%JAR%" set "JAR=%~dp0..\target\anchorify.jar"
if not exist "%JAR%" goto no_jar

set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" goto no_java
if not defined JAVA_HOME where java.exe >nul 2>nul || goto no_java

rem A short run does not benefit from the C2 compiler or a parallel garbage collector.
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Xlog:disable -Djdk.console=java.base %ANCHORIFY_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:no_jar
echo anchorify: "%~dp0anchorify.jar" is missing. Download it next to this script, or run 'mvn package' in the project. 1>&2
exit /b 1

:no_java
echo anchorify: Java not found. Install Java 17 or newer and add it to PATH or set JAVA_HOME. 1>&2
exit /b 1
