# linger_test(<topic> <libraries...>): tests/test_<topic>.c, a cmocka program run by ctest.
find_package(PkgConfig REQUIRED)
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)

function(linger_test topic)
  add_executable(test_${topic} tests/test_${topic}.c)
  target_link_libraries(test_${topic} PRIVATE ${ARGN} PkgConfig::CMOCKA)
  target_compile_definitions(test_${topic} PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                   BINARY_DIR="${CMAKE_BINARY_DIR}")
  add_test(NAME ${topic} COMMAND test_${topic})
endfunction()

linger_test(model linger_model)
linger_test(model_headers linger_model)
linger_test(model_facts linger_base)
linger_test(reports linger_reports)
linger_test(flags linger_project)
linger_test(compdb linger_project)
linger_test(rules linger_rules)
add_test(NAME json-schema COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/json_schema_test.py
                                  $<TARGET_FILE:test_reports> $<TARGET_FILE:linger>)
add_test(NAME sarif COMMAND ${CMAKE_SOURCE_DIR}/tests/sarif.sh $<TARGET_FILE:test_reports>
                            $<TARGET_FILE:linger>)
add_test(NAME man-page COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/man_page_test.py
                               $<TARGET_FILE:linger>)
add_test(NAME rule-pages COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/rule_pages_test.py
                                 $<TARGET_FILE:linger>)
add_test(NAME readme COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/readme_test.py $<TARGET_FILE:linger>)
add_test(NAME engine-page COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/engine_page_test.py
                                  --linger $<TARGET_FILE:linger>)
set_tests_properties(sarif PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
include(${CMAKE_SOURCE_DIR}/tests/checks.cmake)
linger_test(store linger_store)
linger_test(store_faults linger_store)
foreach(topic store store_faults)
  target_sources(test_${topic} PRIVATE tests/store_support.c)
endforeach()

# linger end to end on bad input.
add_test(NAME cli COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/cli_test.py
                          ${CMAKE_BINARY_DIR})
set_tests_properties(cli PROPERTIES TIMEOUT 600 COST 1000)

add_test(NAME contract COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/contract_test.py
                               ${CMAKE_BINARY_DIR})
set_tests_properties(contract PROPERTIES TIMEOUT 600)

# The findings on testdata/, line by line; docs/testing.md.
add_test(NAME expect-runner COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/expect_test.py)
add_test(NAME expectations COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/expect.py
                                   --linger $<TARGET_FILE:linger>)
add_test(NAME expectations-compile COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/expect.py --compile)
set_tests_properties(expectations expectations-compile PROPERTIES TIMEOUT 600)
add_test(NAME pch COMMAND python3 ${CMAKE_SOURCE_DIR}/tests/pch_test.py ${CMAKE_BINARY_DIR})
add_test(NAME incremental COMMAND ${CMAKE_SOURCE_DIR}/tests/incremental.sh ${CMAKE_BINARY_DIR})

# The IR and its bytes; capture from outside.
linger_test(ir linger_facts)
linger_test(capture linger_facts)
add_dependencies(test_capture linger-capture)

# Mutation recall on testdata/, and (slow: they are fetched and built) on real projects.
file(GLOB mutation_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/testdata/demo/*.c
                                           ${CMAKE_SOURCE_DIR}/testdata/engine/*/good.c)
add_test(NAME mutation_demo
         COMMAND bench_mutation --name testdata --bar-function 95 --bar-wrapper 80 --least 250 --misses
                                --quiet --no-store ${mutation_files} -- -pthread
                                -I${CMAKE_SOURCE_DIR}/runtime/include)
set_tests_properties(mutation_demo PROPERTIES TIMEOUT 300)
# Fingerprints outlive edits: a few folders of testdata/, and (slow) all of them and real projects.
set(fingerprint_test ${CMAKE_SOURCE_DIR}/tests/fingerprint_test.py --linger $<TARGET_FILE:linger>)
add_test(NAME fingerprints
         COMMAND ${fingerprint_test} ${CMAKE_SOURCE_DIR}/testdata/micro
                 ${CMAKE_SOURCE_DIR}/testdata/rules/thread-leak
                 ${CMAKE_SOURCE_DIR}/testdata/rules/channel-leak)
if(NOT LINGER_ASAN)
  add_test(NAME fingerprints_testdata COMMAND ${fingerprint_test})
  add_test(NAME fingerprints_projects
           COMMAND ${CMAKE_SOURCE_DIR}/tests/fingerprint_projects ${CMAKE_BINARY_DIR})
  set_tests_properties(fingerprints_testdata fingerprints_projects
                       PROPERTIES LABELS slow TIMEOUT 1500 SKIP_RETURN_CODE 77)
endif()
if(NOT LINGER_ASAN)
  add_test(NAME mutation_projects
           COMMAND ${CMAKE_SOURCE_DIR}/tests/mutation_projects ${CMAKE_BINARY_DIR})
  set_tests_properties(mutation_projects PROPERTIES LABELS slow TIMEOUT 1500 SKIP_RETURN_CODE 77)
endif()

# Link and solve, apart from the rules; docs/testing.md.
linger_test(range linger_judge)
linger_test(domain_state linger_judge)
linger_test(summary linger_judge)
foreach(topic link partners targets solve)
  linger_test(${topic} linger_judge linger_contract)
  target_sources(test_${topic} PRIVATE tests/engine_support.c)
  add_dependencies(test_${topic} linger-capture)
endforeach()

add_test(NAME order COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/order_test.py
                            ${CMAKE_BINARY_DIR})

# linger on linger: no finding.
add_test(NAME self COMMAND linger check -p ${CMAKE_BINARY_DIR} --root ${CMAKE_SOURCE_DIR} --no-store)

add_test(NAME suggest COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/suggest_test.py
                              ${CMAKE_BINARY_DIR})
