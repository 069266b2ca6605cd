# The checks of tools/ on this tree, and each of them on trees with one thing wrong. They do not
# depend on the build, so the sanitized one leaves them out.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
if(NOT LINGER_ASAN)
  foreach(check arrows headers format sizes exit words)
    add_test(NAME check-${check} COMMAND ${CMAKE_SOURCE_DIR}/tools/check-${check})
    set_tests_properties(check-${check} PROPERTIES LABELS checks)
  endforeach()
  add_test(NAME checks-self-test
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/checks_test.py)
  set_tests_properties(checks-self-test PROPERTIES LABELS checks)
endif()

# The installed tree works by itself.
add_test(NAME install COMMAND ${CMAKE_SOURCE_DIR}/tests/install.sh ${CMAKE_SOURCE_DIR}
                              ${CMAKE_BINARY_DIR})
set_tests_properties(install PROPERTIES SKIP_RETURN_CODE 77)
