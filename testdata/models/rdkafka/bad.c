/* Kafka clients and configurations that are lost. */
#include <librdkafka/rdkafka.h>
#include <stddef.h>

/* On failure the configuration is still the caller's. */
rd_kafka_t *configuration_lost(char *error, size_t size)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new(); // expect: resource-leak/client-object
	if (!conf)
		return NULL;
	return rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, size);
}

int client_lost(rd_kafka_conf_t *conf, const char *brokers)
{
	char error[256];
	rd_kafka_t *client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, sizeof error); // expect: channel-leak/client
	if (!client)
		return -1;
	if (rd_kafka_brokers_add(client, brokers) == 0)
		return -1;
	rd_kafka_destroy(client);
	return 0;
}
